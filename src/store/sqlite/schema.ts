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
	CREATE INDEX inbox_due_set ON inbox (scope, due_set_at);
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

	CREATE TABLE escalations (
		id TEXT PRIMARY KEY,
		scope TEXT NOT NULL,
		conversation_key TEXT NOT NULL,
		state TEXT NOT NULL,
		opened_at INTEGER NOT NULL,
		ended_at INTEGER,
		forget_at INTEGER,
		due_at INTEGER,
		due_set_at INTEGER,
		claim_token TEXT,
		claim_owner TEXT,
		data TEXT NOT NULL
	) WITHOUT ROWID;
	CREATE UNIQUE INDEX escalations_open ON escalations (scope, conversation_key) WHERE ended_at IS NULL;
	CREATE INDEX escalations_opened ON escalations (opened_at);
	CREATE INDEX escalations_key ON escalations (conversation_key, scope, opened_at);
	CREATE INDEX escalations_due ON escalations (scope, due_at) WHERE due_at IS NOT NULL;
	CREATE INDEX escalations_due_set ON escalations (scope, due_set_at) WHERE due_at IS NOT NULL;
	CREATE UNIQUE INDEX escalations_claim ON escalations (claim_token) WHERE claim_token IS NOT NULL;
	CREATE INDEX escalations_forget ON escalations (forget_at) WHERE forget_at IS NOT NULL;

	CREATE TABLE reminders (
		escalation_id TEXT NOT NULL REFERENCES escalations (id) ON DELETE CASCADE,
		number INTEGER NOT NULL,
		state TEXT NOT NULL,
		planned_for INTEGER NOT NULL,
		gated_at INTEGER NOT NULL,
		settled_at INTEGER,
		token TEXT NOT NULL,
		PRIMARY KEY (escalation_id, number)
	) WITHOUT ROWID;
	CREATE INDEX reminders_token ON reminders (token);

	CREATE TABLE timeline (
		escalation_id TEXT NOT NULL REFERENCES escalations (id) ON DELETE CASCADE,
		sequence INTEGER NOT NULL,
		at INTEGER NOT NULL,
		what TEXT NOT NULL,
		number INTEGER,
		note TEXT,
		PRIMARY KEY (escalation_id, sequence)
	) WITHOUT ROWID;

	CREATE TABLE replies (
		conversation_key TEXT NOT NULL,
		scope TEXT NOT NULL,
		replied_at INTEGER NOT NULL,
		PRIMARY KEY (conversation_key, scope)
	) WITHOUT ROWID;
	CREATE INDEX replies_at ON replies (replied_at);
	`,
	`
	CREATE TABLE settings (
		name TEXT PRIMARY KEY,
		value TEXT NOT NULL
	) WITHOUT ROWID;
	`,
	`
	CREATE INDEX reminders_gated ON reminders (gated_at);
	CREATE INDEX escalations_ended ON escalations (ended_at) WHERE ended_at IS NOT NULL;
	`,
	`
	ALTER TABLE timeline ADD COLUMN actor TEXT;
	UPDATE timeline SET actor = note, note = NULL WHERE what IN ('acknowledged', 'snoozed');
	UPDATE timeline SET actor = note, note = 'reply' WHERE what = 'replied' AND note <> 'silence';
	UPDATE timeline SET actor = note, note = 'cancelled'
	WHERE what = 'cancelled' AND note NOT IN ('cancelled', 'superseded', 'orphaned');
	`,
	/*
	 * A reminder costs three rows less: what happened is told in the row that is
	 * written anyway. And that row, of some 2 kB, no longer needs a page of its
	 * own ("Clustered Indexes and the WITHOUT ROWID Optimization", section 4).
	 */
	`
	CREATE TABLE reminders_of_5 (
		escalation_id TEXT NOT NULL,
		number INTEGER NOT NULL,
		gated_at INTEGER NOT NULL,
		token TEXT NOT NULL,
		PRIMARY KEY (escalation_id, number)
	) WITHOUT ROWID;
	INSERT INTO reminders_of_5 SELECT escalation_id, number, gated_at, token FROM reminders WHERE state <> 'failed';
	DROP TABLE reminders;
	ALTER TABLE reminders_of_5 RENAME TO reminders;
	CREATE INDEX reminders_gated ON reminders (gated_at);

	CREATE TABLE escalations_of_5 (
		id TEXT PRIMARY KEY NOT NULL,
		scope TEXT NOT NULL,
		conversation_key TEXT NOT NULL,
		state TEXT NOT NULL,
		opened_at INTEGER NOT NULL,
		ended_at INTEGER,
		forget_at INTEGER,
		due_at INTEGER,
		due_set_at INTEGER,
		claim_token TEXT,
		claim_owner TEXT,
		data TEXT NOT NULL,
		details TEXT,
		timeline TEXT NOT NULL
	);
	INSERT INTO escalations_of_5 SELECT
		id, scope, conversation_key, state, opened_at, ended_at, forget_at, due_at, due_set_at,
		claim_token, claim_owner, data, NULL,
		coalesce(
			(SELECT group_concat(line, '') FROM (
				SELECT json_patch('{}', json_object(
					'at', at, 'what', what, 'number', number, 'cause', note, 'actor', actor)) || char(10) AS line
				FROM timeline WHERE escalation_id = escalations.id ORDER BY sequence)),
			'')
	FROM escalations;
	DROP TABLE timeline;
	DROP TABLE escalations;
	ALTER TABLE escalations_of_5 RENAME TO escalations;
	CREATE UNIQUE INDEX escalations_open ON escalations (scope, conversation_key) WHERE ended_at IS NULL;
	CREATE INDEX escalations_opened ON escalations (opened_at);
	CREATE INDEX escalations_key ON escalations (conversation_key, scope, opened_at);
	CREATE INDEX escalations_due ON escalations (scope, due_at) WHERE due_at IS NOT NULL;
	CREATE INDEX escalations_due_set ON escalations (scope, due_set_at) WHERE due_at IS NOT NULL;
	CREATE INDEX escalations_forget ON escalations (forget_at) WHERE forget_at IS NOT NULL;
	CREATE INDEX escalations_ended ON escalations (ended_at) WHERE ended_at IS NOT NULL;
	`,
	// Who waits longest, among many that have ended.
	`
	CREATE INDEX escalations_waiting ON escalations (opened_at) WHERE ended_at IS NULL;
	`,
	// As which event the latest was accepted: where its time cannot tell, that does.
	`
	ALTER TABLE replies ADD COLUMN sequence INTEGER;
	`,
];
