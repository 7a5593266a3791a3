import { inspect } from 'node:util';

import { postgresSettings } from '../../../../src/store/postgres/connectionSettings';
import { explainedPostgres } from '../../../../src/store/postgres/errors';
import { StoreError } from '../../../../src/store/store';

const entered = 'p4ss/word+of=n8n';
const settings = postgresSettings({
	host: 'db.example',
	database: 'n8n',
	user: 'n8n',
	password: entered,
});

const words = [
	`password=${entered} is not right`,
	`cannot connect to postgres://n8n:${encodeURIComponent(entered)}@db.example/n8n`,
	'Key (conversation)=(twt:1) already exists',
];

/** As pg has them, with all that it hangs onto them. */
const thrown = (message: string, code: string | undefined) =>
	Object.assign(new Error(message, { cause: new Error(`by ${entered}`) }), {
		...(code ? { code } : {}),
		detail: 'Failing row contains (1, my card number is 4111 1111 1111 1111).',
		client: { connectionParameters: { password: entered } },
	});

it.each(['28P01', '28000', '3D000', '42501', '22021', '23505', '54000', 'XX000', 'ECONNREFUSED'])(
	'an error %s of Postgres has neither the password nor what was to be kept in it',
	(code) => {
		for (const message of words) {
			const error = explainedPostgres(thrown(message, code), settings);
			expect(error).toBeInstanceOf(StoreError);
			expect(error).toMatchObject({ cause: { code } });
			const told = inspect(error, { depth: Infinity, showHidden: true, getters: true });
			expect(told).not.toContain(entered);
			expect(told).not.toContain(encodeURIComponent(entered));
			expect(told).not.toContain('4111');
		}
	},
);

it.each(['Connection terminated unexpectedly', 'The server does not support SSL connections'])(
	'so has one without a code: %s',
	(message) => {
		const error = explainedPostgres(thrown(`${message} ${entered}`, undefined), settings);
		expect(error).toBeInstanceOf(StoreError);
		expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(entered);
	},
);

it('an error of our own stays as it is', () => {
	const error = new TypeError('undefined is not a function');
	expect(explainedPostgres(error, settings)).toBe(error);
});
