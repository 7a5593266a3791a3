import type { AppConnection } from '../../../chatApps/connection/state';
import { SEND, weComAppName } from '../../../chatApps/weCom/app';
import { ExplainedError } from '../../../explainedError';
import { MINUTE, HOUR } from '../../../time/duration';
import type { CredentialFields } from '../../credential';
import type { CredentialParts, RobotNode } from '../../design/access';
import type { Platform } from '../../sending/platform';
import type { RobotFailure, RobotResponse } from '../../sending/response';
import { readWeComResponse } from '../response';
import { weComChat, weComRobotKey, weComSmartRobotOf } from './address';
import { smartRobotErrors } from './errors';

const readResponse: Platform['readResponse'] = (answer) =>
	readWeComResponse(answer, smartRobotErrors);

const smartRobot: Platform = {
	name: 'WeCom',
	// "30 条/分钟，1000 条/小时" to a chat, replies included ("智能机器人长连接", path/101463).
	limits: [
		{ count: 30, interval: MINUTE },
		{ count: 1_000, interval: HOUR },
	],
	isIdempotent: false,
	readResponse,
};

/** A smart robot, which sends by the connection on which its answers come, and only there. */
export function smartRobotAccess(
	fields: CredentialFields,
	node: RobotNode,
): CredentialParts & { smartRobot: string } {
	const robot = weComSmartRobotOf(fields);
	const chat = weComChat(node.text('chat'));
	const key = weComRobotKey(robot);
	return {
		platform: smartRobot,
		// The limit is counted for each chat.
		addresses: [`${robot.socketUrl} ${robot.botId} ${chat}`],
		secrets: [robot.secret],
		request: {},
		async carry({ body = {} }) {
			const connection = node.connection(key);
			if (!connection) throw notConnectedHere(node);
			return await sendBy(connection, { chatid: chat, ...body });
		},
		smartRobot: weComAppName(robot),
	};
}

/** Nothing in this process listens to the robot. */
function notConnectedHere({ isQueueMode }: RobotNode): ExplainedError {
	return isQueueMode
		? new ExplainedError(
				'The smart robot needs the main process',
				'A smart robot sends only by the connection of its Chat Answer Trigger, which is in the main process of n8n, and this workflow ran in a worker. Choose the credential of a group robot, or run n8n with EXECUTIONS_MODE=regular.',
			)
		: new ExplainedError(
				'The smart robot is not connected',
				'A smart robot sends only by the connection of its Chat Answer Trigger. Publish a workflow with a Chat Answer Trigger, Platform WeCom, and the same credential.',
			);
}

async function sendBy(
	{ state, ask }: AppConnection,
	body: Record<string, unknown>,
): Promise<RobotResponse> {
	if (state.is === 'refused' || (state.is === 'kicked' && state.until === undefined)) {
		throw new ExplainedError(state.problem.message, state.problem.advice);
	}
	const reply = await ask({ command: SEND, body });
	switch (reply.is) {
		case 'unsent':
			return NOT_NOW;
		case 'lost':
			return LOST;
		case 'answered': {
			const read = readResponse({ status: 200, headers: {}, body: reply.answer });
			// WeCom names no message: a card is known by its task, any other by what was asked.
			return read.ok
				? { ...read, response: { ...sentAs(body, reply.id), ...withoutHeaders(read.response) } }
				: read;
		}
	}
}

const NOT_NOW: RobotFailure = {
	ok: false,
	code: 'notConnected',
	message: 'The smart robot is not connected at the moment',
	description:
		'Its Chat Answer Trigger is connecting, or another program has taken its place. The log of n8n says which. Nothing was sent.',
	isTemporary: true,
};
const LOST: RobotFailure = {
	ok: false,
	code: 'lost',
	message: 'WeCom did not answer, so the message may or may not be in the chat',
	description: 'The connection was lost, or WeCom took too long. Look into the chat.',
	isTemporary: true,
	isUncertain: true,
};

function sentAs(body: Record<string, unknown>, id: string): Record<string, unknown> {
	const { task_id: task } = Object(body.template_card) as { task_id?: unknown };
	return { chatid: body.chatid, messageId: typeof task === 'string' ? task : id };
}

function withoutHeaders({ headers: _, ...rest }: Record<string, unknown>): Record<string, unknown> {
	return rest;
}
