import { createHmac } from 'node:crypto';

import { detectSource } from '../../../../src/events/detect';
import { eventSources } from '../../../../src/events/sources';
import { gitea } from '../../../../src/events/sources/gitea';
import { eventIn, eventRequest, problemIn } from '../../../support/sources/eventRequest.mts';
import {
	giteaComment,
	giteaHeaders,
	giteaIssue,
	giteaPullRequest,
	maintainer,
} from '../../../support/sources/gitea.mts';
import { verdictOf } from '../../../support/sources/verdict.mts';

describe('Gitea', () => {
	it('opens a conversation with an issue', () => {
		expect(eventIn(gitea, { body: giteaIssue('opened') })).toMatchObject({
			type: 'issues.opened',
			kind: 'issue.opened',
			occurredAt: '2017-12-09T01:30:43.000Z',
			conversation: {
				key: 'gitea:gogits/hello-world#1',
				effect: 'opens',
				subject: 'Problem',
				status: 'open',
			},
			visitor: { id: 'unknwon' },
			actor: { id: 'unknwon' },
			project: { name: 'gogits/hello-world', url: 'http://try.gitea.io/gogits/hello-world' },
			title: 'Problem',
			text: 'Found a bug',
		});
	});

	it('takes the comment of somebody else for an answer, and one of the author for a question', () => {
		expect(eventIn(gitea, { body: giteaComment(maintainer) })).toMatchObject({
			kind: 'issue.commented',
			conversation: { key: 'gitea:gogits/hello-world#1', effect: 'ends' },
			actor: { id: 'jcitizen', name: 'Jane' },
			text: 'Got it',
			url: 'http://try.gitea.io/gogits/hello-world/issues/1#issuecomment-43',
		});
		expect(eventIn(gitea, { body: giteaComment() }).conversation?.effect).toBe('opens');
		const byBot = giteaComment({ login: 'renovate' });
		expect(
			eventIn(gitea, { body: byBot }, { botAccounts: ['renovate'] }).conversation?.effect,
		).toBe('continues');
	});

	it('knows by the body what happened, whatever the header says', () => {
		const body = giteaPullRequest('closed', { merged: true, state: 'closed' });
		const event = eventIn(gitea, { headers: giteaHeaders('issues'), body });
		expect(event).toMatchObject({ kind: 'pullRequest.merged', branch: 'master' });
		expect(event.id).toBe(eventIn(gitea, { body }).id);
	});

	it('keeps the secret of old versions out of the event', () => {
		const body = { secret: 'a secret of the webhook', ...giteaPullRequest('opened') };
		const event = eventIn(gitea, { body });
		expect(JSON.stringify(event)).not.toContain('a secret of the webhook');
		expect(event.raw).toEqual(giteaPullRequest('opened'));
	});

	it.each(['x-gitea-signature', 'x-forgejo-signature', 'x-gogs-signature'])(
		'proves itself by %s: the HMAC of the body in hexadecimal',
		(header) => {
			// RFC 4231, test case 2.
			const secret = 'Jefe';
			const body = 'what do ya want for nothing?';
			const signature = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
			const now = Date.UTC(2026, 0, 1);
			const verdict = (headers: Record<string, string>, text = body) =>
				verdictOf(gitea, eventRequest({ headers, body: text }), secret, { now });
			expect(createHmac('sha256', secret).update(body).digest('hex')).toBe(signature);
			expect(verdict({ [header]: signature })).toEqual({ ok: true });
			expect(verdict({ [header]: signature }, `${body} `)).toMatchObject({ reason: 'wrong' });
			expect(verdict({ [header]: '' })).toMatchObject({ reason: 'missing' });
			// What it sends for GitHub's sake is of the same secret, but no proof of Gitea.
			expect(verdict({ 'x-hub-signature-256': `sha256=${signature}` })).toMatchObject({
				reason: 'missing',
			});
		},
	);

	it('is told from GitHub, whose headers it sends too', () => {
		const sources = Object.values(eventSources).filter(({ id }) => id !== 'custom');
		const body = giteaIssue('opened');
		const headersOf: Array<Record<string, string>> = [
			giteaHeaders('issues'),
			{ 'X-Gitea-Event': 'issues', 'X-GitHub-Event': 'issues' },
			{ 'X-Gogs-Event': 'issues' },
		];
		for (const headers of headersOf) {
			const detection = detectSource(eventRequest({ headers, body }), sources);
			expect(detection).toMatchObject({ ok: true, source: { id: 'gitea' } });
			expect(detection).not.toHaveProperty('notice', expect.anything());
		}
	});

	it('says what is missing', () => {
		const { issue, ...rest } = giteaIssue('opened');
		expect(issue.number).toBe(1);
		expect(problemIn(gitea, { body: { ...rest, issue: { ...issue, number: null } } }).field).toBe(
			'issue.number',
		);
	});
});
