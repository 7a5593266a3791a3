/** Marks a SQLite file as ours ("Pragma statements, application_id"), and our locks in Postgres: the letters UTRP. */
export const APPLICATION_ID = 0x55545250;
