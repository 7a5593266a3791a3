import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { until, type WorkflowDefinition } from '../support/n8n/n8nApi.mts';
import type { ReceivedMessage } from '../support/robots/weCom/fakeWeCom.mts';
import { n8nVersionFrom } from '../support/n8n/realN8n.mts';
import { ALWAYS_ONE_MORE, Stage } from '../support/n8n/stage.mts';
import { unreplied } from '../support/sources/twtChat.mts';
import { optionGroups } from '../support/nodes/optionGroups.mts';

/* What the settings of nodes, of a workflow and of n8n make of reminders. */

const isOldest = n8nVersionFrom(process.env) === 'oldest';

let stage: Stage;
before(async () => {
	stage = await Stage.start({
		env: { N8N_SSRF_PROTECTION_ENABLED: 'true', N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.1/32' },
	});
});
after(async () => await stage?.stop());

/** The main workflow as a user has changed it, published. */
async function publish(
	change: (workflow: WorkflowDefinition, nodeNamed: (name: string) => any) => void,
	policy: Record<string, unknown> = {},
) {
	const workflow = await stage.publish({
		change,
		policy: { firstReminderAfter: 1, remindEvery: 2, ...policy },
	});
	const said = (messages: ReceivedMessage[]) => messages.map(({ content }) => content);
	return {
		id: workflow.id,
		group: () => said(workflow.group()),
		manager: () => said(workflow.manager()),
		async send(...given: Parameters<typeof unreplied>) {
			return await workflow.send(unreplied(...given));
		},
	};
}

/** A robot that was removed from its group. */
async function removedRobot(): Promise<string> {
	const { robot, credential } = await stage.addGroup('Gone');
	stage.weCom.robots.splice(stage.weCom.robots.indexOf(robot), 1);
	return credential;
}

const weComCredential = (id: string) => ({ weComRobotApi: { id, name: 'Robot' } });

describe('The settings', { concurrency: true }, () => {
	describe('Always Output Data on Repeat Until Replied', { concurrency: true }, () => {
		it('has nothing said that is neither a reminder nor a reply', async () => {
			const workflow = await publish((_, nodeNamed) => {
				nodeNamed('Repeat Until Replied').alwaysOutputData = true;
			}, ALWAYS_ONE_MORE);
			await workflow.send({ visitor_name: 'Patient.' });
			await until('two reminders', () => workflow.group().length >= 2);
			await workflow.send(
				{ visitor_name: 'Patient.', status: '4' },
				{ created_at: Math.floor(Date.now() / 1_000) },
			);
			await until('the reply', () => workflow.group().some((said) => said.includes('got a reply')));
			assert.deepEqual(
				workflow.group().filter((said) => !said.includes('Patient.')),
				[],
			);
			await stage.api.unpublish(workflow.id);
		});
	});

	describe('On Error of a robot', { concurrency: true }, () => {
		for (const onError of ['continueRegularOutput', 'continueErrorOutput']) {
			it(`${onError}: a reminder that was not sent is not counted, and Failing says so`, async () => {
				const gone = await removedRobot();
				const workflow = await publish(
					(_, nodeNamed) => {
						Object.assign(nodeNamed('Service group'), {
							onError,
							credentials: weComCredential(gone),
						});
					},
					{ options: optionGroups({ failures: { attempts: 1 } }) },
				);
				await workflow.send({ visitor_name: 'Unheard.' });
				await until('Failing', () => workflow.manager().length > 0);
				const [said] = workflow.manager();
				assert.match(said, /reminder 1 could not be sent/);
				assert.match(said, /Reason.*the robot was removed from its group/);
				await stage.api.unpublish(workflow.id);
			});
		}

		it('an error output that leads to another robot shows the error, and what it was about', async () => {
			const gone = await removedRobot();
			const workflow = await publish((drawn, nodeNamed) => {
				Object.assign(nodeNamed('Service group'), {
					onError: 'continueErrorOutput',
					credentials: weComCredential(gone),
				});
				const manager = { node: 'Manager group', type: 'main', index: 0 };
				drawn.connections['Service group'] = { main: [[], [manager]] };
			});
			await workflow.send({ visitor_name: 'Unheard.' });
			await until('the manager hears', () => workflow.manager().length > 0);
			const [said] = workflow.manager();
			assert.match(said, /No reply to Unheard\..*reminder 1 of 4/);
			assert.match(said, /<font color="comment">Error<\/font>: /);
			await stage.api.unpublish(workflow.id);
		});
	});

	describe('Repeat Until Replied that is disabled', { concurrency: true }, () => {
		it('cannot be published behind the trigger: every event would go straight to the robots', async () => {
			await assert.rejects(
				publish((_, nodeNamed) => {
					nodeNamed('Repeat Until Replied').disabled = true;
				}),
				/\\?"Repeat Until Replied\\?" is disabled, so n8n would pass every event straight/,
			);
		});
	});

	describe(
		"n8n's SSRF protection",
		{ concurrency: true, skip: isOldest && 'n8n 2.0 has none' },
		() => {
			it('blocks a robot on a private network, and Failing names what to set', async () => {
				const blocked = await stage.api.createCredential('Blocked', 'weComRobotApi', {
					key: randomUUID(),
					baseUrl: stage.weCom.url.replace('127.0.0.1', '127.0.0.2'),
				});
				const workflow = await publish(
					(_, nodeNamed) => {
						nodeNamed('Service group').credentials = weComCredential(blocked);
					},
					{ options: optionGroups({ failures: { attempts: 1 } }) },
				);
				await workflow.send({ visitor_name: 'Unheard.' });
				await until('Failing', () => workflow.manager().length > 0);
				const [said] = workflow.manager();
				assert.match(said, /N8N_SSRF_ALLOWED_IP_RANGES/);
				assert.match(said, /N8N_SSRF_ALLOWED_HOSTNAMES/);
				await stage.api.unpublish(workflow.id);
			});
		},
	);

	describe(
		'A time limit of the workflow that is shorter than a robot waits for its turn',
		{ concurrency: true },
		() => {
			it('sends nothing twice, and Failing says what to change', async () => {
				const workflow = await publish(
					(drawn, nodeNamed) => {
						drawn.settings = { executionTimeout: 3 };
						// One by one, of which WeCom takes 20 a minute.
						nodeNamed('Service group').parameters = { options: { digestFrom: 0 } };
					},
					{
						// So that all are due at once, also where they take long to come in.
						firstReminderAfter: 15,
						remindEvery: 1,
						remindEveryUnit: 'hours',
						options: optionGroups({ failures: { attempts: 1 } }),
					},
				);
				const customers = Array.from({ length: 40 }, (_, index) => `Customer-${index}.`);
				await Promise.all(
					customers.map(async (name) => await workflow.send({ visitor_name: name })),
				);
				// At the end of the last message, where it needs several.
				await until('Failing, and why', () =>
					/timed out\. Raise the limit/.test(workflow.manager().join('\n')),
				);
				const told = customers.map(
					(name) => workflow.group().filter((said) => said.includes(name)).length,
				);
				assert.deepEqual(
					told.filter((times) => times > 1),
					[],
				);
				await stage.api.unpublish(workflow.id);
			});
		},
	);
});
