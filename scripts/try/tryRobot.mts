import type { INodeParameters, NodeApiError } from 'n8n-workflow';

import { shortened } from '../../src/text/characters.ts';
import { runRobotNode } from '../../test/support/nodes/robotNode.mts';
import type { TriedMessage } from './triedMessages.mts';
import type { TriedRobot } from './triedRobots.mts';

/** Some answer with the whole message. UTF-16 code units. */
const MOST_SAID = 160;

/** What the platform said of a message. */
export interface Verdict {
	kind: string;
	/** `failed`: the platform has said nothing of it. */
	verdict: 'accepted' | 'refused' | 'failed';
	/** Its answer; or code, message and advice of our error. */
	said: string;
}

/** Sends the messages one after the other, as n8n has the node do it. @param fields of the credential. */
export async function* tryRobot(
	{ node, credential }: TriedRobot,
	fields: Record<string, string>,
	messages: TriedMessage[],
): AsyncGenerator<Verdict, void> {
	const credentials = { [credential.name]: { type: credential, data: fields } };
	for (const { kind, items, parameters } of messages) {
		try {
			const [{ json }] = await runRobotNode(node, {
				items,
				parameters: parameters as INodeParameters,
				credentials,
			});
			yield { kind, verdict: 'accepted', said: shortened(JSON.stringify(json), MOST_SAID) };
		} catch (error) {
			const { httpCode } = error as NodeApiError;
			const verdict = httpCode ? 'refused' : 'failed';
			yield { kind, verdict, said: told(error as NodeApiError) };
		}
	}
}

function told({ httpCode, message, description }: NodeApiError): string {
	return [httpCode, message, description].filter(Boolean).join(': ');
}
