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
	-- Rows come in the order of their times: an entry for 128 pages says enough.
	CREATE INDEX deliveries_at ON deliveries USING brin (at);

	-- What sources said last of alerts; ids are digests of conversation keys.
	CREATE TABLE alerts (
		scope text COLLATE "C" NOT NULL,
		id text COLLATE "C" NOT NULL,
		is_over smallint NOT NULL,
		said_at bigint NOT NULL,
		fired_at bigint,
		heard_at bigint NOT NULL,
		PRIMARY KEY (scope, id)
	);
	CREATE INDEX alerts_heard ON alerts (heard_at);

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

	-- What a conversation is found by, and what it is about: most of the bytes. Written when it opens, is heard of again, or ends.
	CREATE TABLE escalations (
		id text COLLATE "C" PRIMARY KEY,
		scope text COLLATE "C" NOT NULL,
		conversation_key text COLLATE "C" NOT NULL,
		opened_at bigint NOT NULL,
		ended_at bigint,
		forget_at bigint,
		event text NOT NULL,
		policy text NOT NULL
	) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
	CREATE UNIQUE INDEX escalations_open ON escalations (scope, conversation_key) WHERE ended_at IS NULL;
	CREATE INDEX escalations_key ON escalations (conversation_key, scope, opened_at);
	CREATE INDEX escalations_forget ON escalations (forget_at) WHERE forget_at IS NOT NULL;
	CREATE INDEX escalations_ended ON escalations (ended_at) WHERE ended_at IS NOT NULL;
	-- Who waits longest. In other words than a conversation is looked up by: at a quiet time Postgres takes reading all that wait for the quicker way.
	CREATE INDEX escalations_waiting ON escalations (opened_at) WHERE coalesce(ended_at, 0) = 0;

	-- What was read is written only where nobody else has written it since; else all of it is done again.
	CREATE FUNCTION expect_rows(written bigint, expected integer) RETURNS void LANGUAGE plpgsql AS $$
	BEGIN
		IF written <> expected THEN
			RAISE EXCEPTION 'changed since it was read' USING ERRCODE = 'serialization_failure';
		END IF;
	END $$;

	-- What the machine decides by, a row for each escalation. Two indexes alone, of which a claim and the gate touch none,
	-- and room for the next version of a row on its page ("Heap-Only Tuples"): a reminder writes it three times.
	CREATE TABLE states (
		id text COLLATE "C" PRIMARY KEY,
		scope text COLLATE "C" NOT NULL,
		conversation_key text COLLATE "C" NOT NULL,
		policy_id text NOT NULL,
		event_bytes integer NOT NULL,
		opened_at bigint NOT NULL,
		waiting_since bigint NOT NULL,
		latest_message_at bigint NOT NULL,
		latest_sequence bigint,
		message_count integer NOT NULL,
		last_heard_at bigint NOT NULL,
		is_last_word smallint NOT NULL,
		ended_at bigint,
		held_until bigint,
		state text NOT NULL,
		due_at bigint,
		due_set_at bigint,
		next_reminder_at bigint NOT NULL,
		latest_reminder_at bigint NOT NULL,
		claim text,
		claim_owner text,
		lease_until bigint,
		output text,
		reminder_number integer,
		planned_for bigint,
		gated_at bigint,
		is_redelivery smallint NOT NULL,
		is_taken_back smallint NOT NULL,
		reminder_count integer NOT NULL,
		failures integer NOT NULL,
		missed_reminders integer NOT NULL,
		others text
	) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
	CREATE INDEX states_due ON states (scope, due_at) WHERE due_at IS NOT NULL;

	-- Those that have left, and are on their way no more.
	CREATE TABLE reminders (
		escalation_id text COLLATE "C" NOT NULL,
		number integer NOT NULL,
		gated_at bigint NOT NULL,
		sent_at bigint,
		claim text NOT NULL,
		PRIMARY KEY (escalation_id, number)
	) WITH (fillfactor = 90);
	CREATE INDEX reminders_gated ON reminders USING brin (gated_at);

	-- What else happened, a line of JSON each, see history.ts.
	CREATE TABLE timeline (
		sequence bigint GENERATED BY DEFAULT AS IDENTITY,
		escalation_id text COLLATE "C" NOT NULL,
		line text NOT NULL
	);
	CREATE INDEX timeline_escalation ON timeline (escalation_id);

	CREATE TABLE replies (
		conversation_key text COLLATE "C" NOT NULL,
		scope text COLLATE "C" NOT NULL,
		replied_at bigint NOT NULL,
		-- As which event it was accepted: where its time cannot tell, that does.
		sequence bigint,
		-- Whether any was an answer, and not only the word that it is resolved.
		is_answer smallint NOT NULL,
		PRIMARY KEY (conversation_key, scope)
	);
	CREATE INDEX replies_at ON replies (replied_at);

	-- The first message about a conversation in each group, by a digest of the robot's address.
	CREATE TABLE sent_messages (
		escalation_id text COLLATE "C" NOT NULL,
		robot text COLLATE "C" NOT NULL,
		platform text NOT NULL,
		message_id text NOT NULL,
		sent_at bigint NOT NULL,
		PRIMARY KEY (escalation_id, robot)
	);

	-- What apps have said in chats, and about what; a digest has a row for each. The body for as long as it has buttons.
	CREATE TABLE chat_messages (
		app text COLLATE "C" NOT NULL,
		chat text COLLATE "C" NOT NULL,
		message text COLLATE "C" NOT NULL,
		escalation_id text COLLATE "C" NOT NULL,
		sent_at bigint NOT NULL,
		body text,
		shown_hold bigint NOT NULL DEFAULT 0,
		PRIMARY KEY (app, chat, message, escalation_id)
	);
	CREATE INDEX chat_messages_escalation ON chat_messages (escalation_id);
	CREATE INDEX chat_messages_buttons ON chat_messages (app, sent_at) WHERE body IS NOT NULL;

	-- What robots have of their rates, by a digest of their addresses. A list of times in JSON. Few rows, which are
	-- written with every message: no index of their times, so that the next version of a row stays on its page.
	CREATE TABLE rates (
		id text COLLATE "C" PRIMARY KEY,
		departures text NOT NULL,
		held_until bigint NOT NULL,
		used_at bigint NOT NULL
	) WITH (fillfactor = 50);

	CREATE TABLE settings (
		name text COLLATE "C" PRIMARY KEY,
		value text NOT NULL
	);
	`,
];
