import type { RobotItem } from '../../../../src/robots/design/item';
import type { SlackAccess } from '../../../../src/robots/slack/access';
import { memberIdOf } from '../../../../src/robots/slack/memberIds';
import { slackBot } from '../../../../src/robots/slack/platform';

/** An execution of a bot of a workspace; what it asked Slack for is noted. */
function execution(account: string, asked: unknown[] = []) {
	const access = { isBot: true, account, platform: slackBot, asked: new Map() };
	const ask = async ({ qs }: { qs?: object }) => {
		asked.push(qs);
		return { user: { id: `U${asked.length}` } };
	};
	return { asked, item: { access, ask } as unknown as RobotItem<SlackAccess> };
}

test('a member is known to the next execution, however the address is written', async () => {
	const account = 'https://slack.com/api xoxb-1';
	const { item, asked } = execution(account);
	expect(await memberIdOf('ann@example.com', item)).toBe('U1');
	expect(await memberIdOf('Ann@Example.com', execution(account, asked).item)).toBe('U1');
	expect(asked).toEqual([{ email: 'ann@example.com' }]);
});

test('a member of one workspace is nobody in another', async () => {
	const { item, asked } = execution('https://slack.com/api xoxb-2');
	expect(await memberIdOf('ann@example.com', item)).toBe('U1');
	expect(asked).toHaveLength(1);
});
