/**
 * One entry for each version of the schema, applied in order. Never edited
 * after a release: a change is a new entry at the end. The same tables and
 * indexes as in schema.ts; the tables of what falls due are vacuumed early,
 * because their rows change with every push.
 */
export const postgresMigrations: readonly string[] = [
	`
	CREATE TABLE deliveries (
		scope text COLLATE "C" NOT NULL,
		id text COLLATE "C" NOT NULL,
		at bigint NOT NULL,
		PRIMARY KEY (scope, id)
	);
	CREATE INDEX deliveries_at ON deliveries (at);

	CREATE TABLE inbox (
		sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
		scope text COLLATE "C" NOT NULL,
		event text NOT NULL,
		answers text COLLATE "C",
		received_at bigint NOT NULL,
		due_at bigint NOT NULL,
		due_set_at bigint NOT NULL,
		claim_token text COLLATE "C",
		claim_owner text,
		failures integer NOT NULL DEFAULT 0
	) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
	CREATE INDEX inbox_due ON inbox (scope, due_at);
	CREATE INDEX inbox_answers ON inbox (answers) WHERE answers IS NOT NULL;
	CREATE INDEX inbox_due_set ON inbox (scope, due_set_at);
	CREATE INDEX inbox_claim ON inbox (claim_token) WHERE claim_token IS NOT NULL;

	CREATE TABLE escalations (
		id text COLLATE "C" PRIMARY KEY,
		scope text COLLATE "C" NOT NULL,
		conversation_key text COLLATE "C" NOT NULL,
		state text NOT NULL,
		opened_at bigint NOT NULL,
		ended_at bigint,
		forget_at bigint,
		due_at bigint,
		due_set_at bigint,
		claim_token text COLLATE "C",
		claim_owner text,
		data text NOT NULL
	) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
	CREATE UNIQUE INDEX escalations_open ON escalations (scope, conversation_key) WHERE ended_at IS NULL;
	CREATE INDEX escalations_opened ON escalations (opened_at);
	CREATE INDEX escalations_key ON escalations (conversation_key, scope, opened_at);
	CREATE INDEX escalations_due ON escalations (scope, due_at) WHERE due_at IS NOT NULL;
	CREATE INDEX escalations_due_set ON escalations (scope, due_set_at) WHERE due_at IS NOT NULL;
	CREATE UNIQUE INDEX escalations_claim ON escalations (claim_token) WHERE claim_token IS NOT NULL;
	CREATE INDEX escalations_forget ON escalations (forget_at) WHERE forget_at IS NOT NULL;

	CREATE TABLE pushes (
		escalation_id text COLLATE "C" NOT NULL REFERENCES escalations (id) ON DELETE CASCADE,
		number integer NOT NULL,
		state text NOT NULL,
		planned_for bigint NOT NULL,
		gated_at bigint NOT NULL,
		settled_at bigint,
		token text COLLATE "C" NOT NULL,
		PRIMARY KEY (escalation_id, number)
	);
	CREATE INDEX pushes_token ON pushes (token);

	CREATE TABLE timeline (
		escalation_id text COLLATE "C" NOT NULL REFERENCES escalations (id) ON DELETE CASCADE,
		sequence integer NOT NULL,
		at bigint NOT NULL,
		what text NOT NULL,
		number integer,
		note text,
		PRIMARY KEY (escalation_id, sequence)
	);

	CREATE TABLE replies (
		conversation_key text COLLATE "C" NOT NULL,
		scope text COLLATE "C" NOT NULL,
		replied_at bigint NOT NULL,
		PRIMARY KEY (conversation_key, scope)
	);
	CREATE INDEX replies_at ON replies (replied_at);
	`,
	`
	CREATE TABLE settings (
		name text COLLATE "C" PRIMARY KEY,
		value text NOT NULL
	);
	`,
	`
	CREATE INDEX pushes_gated ON pushes (gated_at);
	CREATE INDEX escalations_ended ON escalations (ended_at) WHERE ended_at IS NOT NULL;
	`,
	`
	ALTER TABLE timeline ADD COLUMN actor text;
	UPDATE timeline SET actor = note, note = NULL WHERE what IN ('acknowledged', 'snoozed');
	UPDATE timeline SET actor = note, note = 'reply' WHERE what = 'replied' AND note <> 'silence';
	UPDATE timeline SET actor = note, note = 'cancelled'
	WHERE what = 'cancelled' AND note NOT IN ('cancelled', 'superseded', 'orphaned');
	`,
	// As in schema.ts. Rows that no foreign key watches over are written in half the time.
	`
	ALTER TABLE pushes DROP CONSTRAINT pushes_escalation_id_fkey;
	ALTER TABLE timeline DROP CONSTRAINT timeline_escalation_id_fkey;
	ALTER TABLE escalations ADD COLUMN details text, ADD COLUMN timeline text NOT NULL DEFAULT '';
	UPDATE escalations SET timeline = lines.text FROM (
		SELECT escalation_id, string_agg(json_strip_nulls(json_build_object(
			'at', at, 'what', what, 'number', number, 'cause', note, 'actor', actor))::text || chr(10),
			'' ORDER BY sequence) AS text
		FROM timeline GROUP BY escalation_id) AS lines
	WHERE lines.escalation_id = escalations.id;
	DROP TABLE timeline;
	DROP INDEX escalations_claim;

	DELETE FROM pushes WHERE state = 'failed';
	DROP INDEX pushes_token;
	ALTER TABLE pushes DROP COLUMN state, DROP COLUMN planned_for, DROP COLUMN settled_at;

	-- Room for the next version of a row on its page: where no index has to know of it, it is cheap.
	ALTER TABLE escalations SET (fillfactor = 50);
	-- Ids ascend in time.
	DROP INDEX escalations_opened;
	`,
	// Who waits longest, among many that have ended.
	`
	CREATE INDEX escalations_waiting ON escalations (opened_at) WHERE ended_at IS NULL;
	`,
	// In other words than a conversation is looked up by: at a quiet time Postgres takes reading all that wait for the quicker way.
	`
	DROP INDEX escalations_waiting;
	CREATE INDEX escalations_waiting ON escalations (opened_at) WHERE coalesce(ended_at, 0) = 0;
	`,
];
