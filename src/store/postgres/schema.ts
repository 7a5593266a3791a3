/**
 * One entry for each version of the schema, applied in order. Never edited
 * after a release: a change is a new entry at the end. The same tables and
 * indexes as in schema.ts; the tables of what falls due are vacuumed early,
 * because their rows change with every reminder.
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
		common_part text COLLATE "C",
		replies_to text COLLATE "C",
		came_by text COLLATE "C",
		received_at bigint NOT NULL,
		due_at bigint NOT NULL,
		due_set_at bigint NOT NULL,
		claim_token text COLLATE "C",
		claim_owner text,
		failures integer NOT NULL DEFAULT 0
	) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
	CREATE INDEX inbox_due ON inbox (scope, due_at);
	CREATE INDEX inbox_replies ON inbox (replies_to) WHERE replies_to IS NOT NULL;
	CREATE INDEX inbox_due_set ON inbox (scope, due_set_at);
	CREATE INDEX inbox_claim ON inbox (claim_token) WHERE claim_token IS NOT NULL;

	CREATE TABLE common_parts (
		id text COLLATE "C" PRIMARY KEY,
		scope text COLLATE "C" NOT NULL,
		text text NOT NULL,
		uses integer NOT NULL DEFAULT 0
	);

	-- In several rows, of which the sum counts: transactions that add at the same time do not wait for one another.
	CREATE TABLE inbox_sizes (
		scope text COLLATE "C" NOT NULL,
		slot integer NOT NULL,
		events bigint NOT NULL,
		bytes bigint NOT NULL,
		PRIMARY KEY (scope, slot)
	) WITH (fillfactor = 50);

	CREATE FUNCTION resize_inbox(of_scope text, more_events bigint, more_bytes bigint) RETURNS void
	LANGUAGE sql SET search_path FROM CURRENT AS $$
		INSERT INTO inbox_sizes AS size VALUES (of_scope, pg_backend_pid() & 31, more_events, more_bytes)
		ON CONFLICT (scope, slot) DO UPDATE SET
			events = size.events + excluded.events, bytes = size.bytes + excluded.bytes
	$$;
	CREATE FUNCTION inbox_added() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
	BEGIN
		PERFORM resize_inbox(scope, count(*), sum(octet_length(event))) FROM added GROUP BY scope;
		UPDATE common_parts SET uses = uses + users.count
		FROM (SELECT common_part, count(*) FROM added GROUP BY common_part) AS users
		WHERE id = users.common_part;
		RETURN NULL;
	END $$;
	CREATE FUNCTION inbox_removed() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
	BEGIN
		PERFORM resize_inbox(scope, -count(*), -sum(octet_length(event))) FROM removed GROUP BY scope;
		UPDATE common_parts SET uses = uses - users.count
		FROM (SELECT common_part, count(*) FROM removed GROUP BY common_part) AS users
		WHERE id = users.common_part;
		DELETE FROM common_parts WHERE uses = 0 AND id IN (SELECT common_part FROM removed);
		RETURN NULL;
	END $$;
	CREATE FUNCTION common_part_changed() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
	BEGIN
		IF TG_OP = 'INSERT' THEN PERFORM resize_inbox(NEW.scope, 0, octet_length(NEW.text));
		ELSE PERFORM resize_inbox(OLD.scope, 0, -octet_length(OLD.text));
		END IF;
		RETURN NULL;
	END $$;
	CREATE TRIGGER inbox_added AFTER INSERT ON inbox REFERENCING NEW TABLE AS added
		FOR EACH STATEMENT EXECUTE FUNCTION inbox_added();
	CREATE TRIGGER inbox_removed AFTER DELETE ON inbox REFERENCING OLD TABLE AS removed
		FOR EACH STATEMENT EXECUTE FUNCTION inbox_removed();
	CREATE TRIGGER common_part_changed AFTER INSERT OR DELETE ON common_parts
		FOR EACH ROW EXECUTE FUNCTION common_part_changed();

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

	CREATE TABLE reminders (
		escalation_id text COLLATE "C" NOT NULL REFERENCES escalations (id) ON DELETE CASCADE,
		number integer NOT NULL,
		state text NOT NULL,
		planned_for bigint NOT NULL,
		gated_at bigint NOT NULL,
		settled_at bigint,
		token text COLLATE "C" NOT NULL,
		PRIMARY KEY (escalation_id, number)
	);
	CREATE INDEX reminders_token ON reminders (token);

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
	CREATE INDEX reminders_gated ON reminders (gated_at);
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
	ALTER TABLE reminders DROP CONSTRAINT reminders_escalation_id_fkey;
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

	DELETE FROM reminders WHERE state = 'failed';
	DROP INDEX reminders_token;
	ALTER TABLE reminders DROP COLUMN state, DROP COLUMN planned_for, DROP COLUMN settled_at;

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
	// As which event the latest was accepted: where its time cannot tell, that does.
	`
	ALTER TABLE replies ADD COLUMN sequence bigint;
	`,
];
