/**
 * One entry for each version of the schema, applied in order. Never edited
 * after a release: a change is a new entry at the end.
 */
export const migrations: readonly string[] = [
	`
	CREATE TABLE deliveries (
		scope TEXT NOT NULL,
		id TEXT NOT NULL,
		at INTEGER NOT NULL,
		PRIMARY KEY (scope, id)
	) WITHOUT ROWID;
	CREATE INDEX deliveries_at ON deliveries (at);

	-- What sources said last of alerts; ids are digests of conversation keys.
	CREATE TABLE alerts (
		scope TEXT NOT NULL,
		id TEXT NOT NULL,
		is_over INTEGER NOT NULL,
		said_at INTEGER NOT NULL,
		fired_at INTEGER,
		heard_at INTEGER NOT NULL,
		PRIMARY KEY (scope, id)
	) WITHOUT ROWID;
	CREATE INDEX alerts_heard ON alerts (heard_at);

	CREATE TABLE inbox (
		sequence INTEGER PRIMARY KEY AUTOINCREMENT,
		scope TEXT NOT NULL,
		event TEXT NOT NULL,
		common_part TEXT,
		replies_to TEXT,
		came_by TEXT,
		received_at INTEGER NOT NULL,
		due_at INTEGER NOT NULL,
		due_set_at INTEGER NOT NULL,
		claim_token TEXT,
		claim_owner TEXT,
		failures INTEGER NOT NULL DEFAULT 0
	);
	CREATE INDEX inbox_due ON inbox (scope, due_at);
	CREATE INDEX inbox_replies ON inbox (replies_to) WHERE replies_to IS NOT NULL;
	CREATE INDEX inbox_claim ON inbox (claim_token) WHERE claim_token IS NOT NULL;

	-- What the events of one request have in common, until the last of them is gone.
	CREATE TABLE common_parts (
		id TEXT PRIMARY KEY NOT NULL,
		scope TEXT NOT NULL,
		text TEXT NOT NULL,
		uses INTEGER NOT NULL DEFAULT 0
	);

	-- What waits in each inbox. Kept by triggers, whoever adds or removes.
	CREATE TABLE inbox_sizes (
		scope TEXT PRIMARY KEY NOT NULL,
		events INTEGER NOT NULL,
		bytes INTEGER NOT NULL
	) WITHOUT ROWID;

	CREATE TRIGGER inbox_added AFTER INSERT ON inbox BEGIN
		INSERT INTO inbox_sizes VALUES (NEW.scope, 1, octet_length(NEW.event))
		ON CONFLICT DO UPDATE SET events = events + 1, bytes = bytes + excluded.bytes;
		UPDATE common_parts SET uses = uses + 1 WHERE id = NEW.common_part;
	END;
	CREATE TRIGGER inbox_removed AFTER DELETE ON inbox BEGIN
		UPDATE inbox_sizes SET events = events - 1, bytes = bytes - octet_length(OLD.event)
		WHERE scope = OLD.scope;
		UPDATE common_parts SET uses = uses - 1 WHERE id = OLD.common_part;
		DELETE FROM common_parts WHERE id = OLD.common_part AND uses = 0;
	END;
	CREATE TRIGGER common_part_added AFTER INSERT ON common_parts BEGIN
		INSERT INTO inbox_sizes VALUES (NEW.scope, 0, octet_length(NEW.text))
		ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes;
	END;
	CREATE TRIGGER common_part_removed AFTER DELETE ON common_parts BEGIN
		UPDATE inbox_sizes SET bytes = bytes - octet_length(OLD.text) WHERE scope = OLD.scope;
	END;

	-- What a conversation is found by, and what it is about: most of the bytes. Written when it opens, is heard of again, or ends.
	CREATE TABLE escalations (
		id TEXT PRIMARY KEY NOT NULL,
		scope TEXT NOT NULL,
		conversation_key TEXT NOT NULL,
		opened_at INTEGER NOT NULL,
		ended_at INTEGER,
		forget_at INTEGER,
		event TEXT NOT NULL,
		policy TEXT NOT NULL
	);
	CREATE UNIQUE INDEX escalations_open ON escalations (scope, conversation_key) WHERE ended_at IS NULL;
	CREATE INDEX escalations_opened ON escalations (opened_at);
	CREATE INDEX escalations_key ON escalations (conversation_key, scope, opened_at);
	CREATE INDEX escalations_forget ON escalations (forget_at) WHERE forget_at IS NOT NULL;
	CREATE INDEX escalations_ended ON escalations (ended_at) WHERE ended_at IS NOT NULL;
	-- Who waits longest, among many that have ended.
	CREATE INDEX escalations_waiting ON escalations (opened_at) WHERE ended_at IS NULL;

	-- What the machine decides by, a row for each escalation: many on a page, since a reminder writes it three times.
	CREATE TABLE states (
		id TEXT PRIMARY KEY NOT NULL,
		scope TEXT NOT NULL,
		conversation_key TEXT NOT NULL,
		policy_id TEXT NOT NULL,
		event_bytes INTEGER NOT NULL,
		opened_at INTEGER NOT NULL,
		waiting_since INTEGER NOT NULL,
		latest_message_at INTEGER NOT NULL,
		latest_sequence INTEGER,
		message_count INTEGER NOT NULL,
		last_heard_at INTEGER NOT NULL,
		is_last_word INTEGER NOT NULL,
		ended_at INTEGER,
		held_until INTEGER,
		state TEXT NOT NULL,
		due_at INTEGER,
		due_set_at INTEGER,
		next_reminder_at INTEGER NOT NULL,
		latest_reminder_at INTEGER NOT NULL,
		claim TEXT,
		claim_owner TEXT,
		lease_until INTEGER,
		output TEXT,
		reminder_number INTEGER,
		planned_for INTEGER,
		gated_at INTEGER,
		is_redelivery INTEGER NOT NULL,
		is_taken_back INTEGER NOT NULL,
		reminder_count INTEGER NOT NULL,
		failures INTEGER NOT NULL,
		missed_reminders INTEGER NOT NULL,
		others TEXT
	);
	CREATE INDEX states_due ON states (scope, due_at) WHERE due_at IS NOT NULL;

	-- Those that have left, and are on their way no more.
	CREATE TABLE reminders (
		escalation_id TEXT NOT NULL,
		number INTEGER NOT NULL,
		gated_at INTEGER NOT NULL,
		sent_at INTEGER,
		claim TEXT NOT NULL,
		PRIMARY KEY (escalation_id, number)
	) WITHOUT ROWID;
	CREATE INDEX reminders_gated ON reminders (gated_at);

	-- What else happened, a line of JSON each, see history.ts.
	CREATE TABLE timeline (
		sequence INTEGER PRIMARY KEY,
		escalation_id TEXT NOT NULL,
		line TEXT NOT NULL
	);
	CREATE INDEX timeline_escalation ON timeline (escalation_id);

	CREATE TABLE replies (
		conversation_key TEXT NOT NULL,
		scope TEXT NOT NULL,
		replied_at INTEGER NOT NULL,
		-- As which event it was accepted: where its time cannot tell, that does.
		sequence INTEGER,
		-- Whether any was an answer, and not only the word that it is resolved.
		is_answer INTEGER NOT NULL,
		PRIMARY KEY (conversation_key, scope)
	) WITHOUT ROWID;
	CREATE INDEX replies_at ON replies (replied_at);

	-- The first message about a conversation in each group, by a digest of the robot's address.
	CREATE TABLE sent_messages (
		escalation_id TEXT NOT NULL,
		robot TEXT NOT NULL,
		platform TEXT NOT NULL,
		message_id TEXT NOT NULL,
		sent_at INTEGER NOT NULL,
		PRIMARY KEY (escalation_id, robot)
	) WITHOUT ROWID;

	-- What apps have said in chats, and about what; a digest has a row for each. The body for as long as it has buttons.
	CREATE TABLE chat_messages (
		app TEXT NOT NULL,
		chat TEXT NOT NULL,
		message TEXT NOT NULL,
		escalation_id TEXT NOT NULL,
		sent_at INTEGER NOT NULL,
		body TEXT,
		shown_hold INTEGER NOT NULL DEFAULT 0,
		PRIMARY KEY (app, chat, message, escalation_id)
	) WITHOUT ROWID;
	CREATE INDEX chat_messages_escalation ON chat_messages (escalation_id);
	CREATE INDEX chat_messages_buttons ON chat_messages (app, sent_at) WHERE body IS NOT NULL;

	-- What robots have of their rates, by a digest of their addresses. A list of times in JSON.
	CREATE TABLE rates (
		id TEXT PRIMARY KEY NOT NULL,
		departures TEXT NOT NULL,
		held_until INTEGER NOT NULL,
		used_at INTEGER NOT NULL
	) WITHOUT ROWID;
	CREATE INDEX rates_used ON rates (used_at);

	CREATE TABLE settings (
		name TEXT PRIMARY KEY,
		value TEXT NOT NULL
	) WITHOUT ROWID;
	`,
];
