import { MemberIds } from '../../../../src/robots/slack/memberIds';
import { FakeClock } from '../../../support/time/fakeClock.mts';

const MINUTE = 60_000;
const ACCOUNT = 'https://slack.com/api xoxb-1';

function setUp() {
	const clock = new FakeClock();
	const ids = new MemberIds(clock);
	ids.note(ACCOUNT, 'ann@example.com', 'U012AB3CD');
	return { clock, ids };
}

test('the member of an e-mail address is known for ten minutes', async () => {
	const { clock, ids } = setUp();
	await clock.advance(10 * MINUTE);
	expect(ids.idOf(ACCOUNT, 'Ann@Example.com')).toBe('U012AB3CD');
	await clock.advance(1);
	expect(ids.idOf(ACCOUNT, 'ann@example.com')).toBeUndefined();
});

test('a member of one workspace is nobody in another', () => {
	const { ids } = setUp();
	expect(ids.idOf('https://slack.com/api xoxb-2', 'ann@example.com')).toBeUndefined();
	expect(ids.idOf(ACCOUNT, 'bob@example.com')).toBeUndefined();
});

test('ten thousand are remembered, and the oldest is forgotten first', () => {
	const { ids } = setUp();
	for (let index = 0; index < 9_999; index += 1) ids.note(ACCOUNT, `${index}@example.com`, 'U1');
	expect(ids.idOf(ACCOUNT, 'ann@example.com')).toBe('U012AB3CD');
	ids.note(ACCOUNT, 'one@example.com', 'U1');
	expect(ids.idOf(ACCOUNT, 'ann@example.com')).toBeUndefined();
	expect(ids.idOf(ACCOUNT, '0@example.com')).toBe('U1');
});
