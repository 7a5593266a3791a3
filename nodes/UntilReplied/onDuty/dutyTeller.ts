import type { IExecuteFunctions } from 'n8n-workflow';

import { onDutyItems, type OnDutyItem } from '../../../src/duty/onDutyItem';
import { onItOf } from '../../../src/engine/whoIsOnDuty';
import type { Escalation } from '../../../src/escalation/escalation';
import type { Level } from '../../../src/escalation/level';
import type { Runtime } from '../../../src/runtime/runtime';
import { logProblem } from '../../shared/log';
import { dutyQuestion } from './onDutyOption';

/**
 * Tells who is on duty at `now` for conversations that wait: whoever is on it,
 * or else the layer of the last reminder. Undefined where the node does not ask,
 * or the store cannot say: what has happened is told all the same.
 */
export async function dutyTeller(
	node: IExecuteFunctions,
	{ rosters }: Pick<Runtime, 'rosters'>,
	levels: Level[],
	now: number,
): Promise<((escalation: Escalation) => OnDutyItem | undefined) | undefined> {
	const duty = dutyQuestion(node, levels);
	if (!duty) return undefined;
	const { roster } = duty;
	try {
		const onDutyIn = onDutyItems(await rosters.find(roster), roster, now);
		return (escalation) => {
			const layer = duty.layerOf(Math.max(1, escalation.reminderCount));
			if (escalation.endedAt !== null || layer === undefined) return undefined;
			return onDutyIn(layer, onItOf(escalation));
		};
	} catch (error) {
		logProblem(node.logger, 'warn', 'A change is told without who is on duty', error);
		return undefined;
	}
}
