import type { IExecuteFunctions } from 'n8n-workflow';

import { onDutyItems, type OnDutyItem } from '../../../src/duty/onDutyItem';
import type { Level } from '../../../src/escalation/level';
import { toNodeError } from '../../shared/nodeErrors';
import { runtimeOf } from '../../shared/store';
import { dutyQuestion } from './onDutyOption';

/** For somebody who tries the node: who is on duty now in the layer of the first reminder; hints say why nobody is. */
export async function previewedDuty(
	node: IExecuteFunctions,
	levels: Level[],
	now: number,
): Promise<OnDutyItem | undefined> {
	const duty = dutyQuestion(node, levels);
	const layer = duty?.layerOf(1);
	const warn = (message: string) =>
		node.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	if (!duty && levels.some((level) => level.layer)) {
		warn('"Layer on Duty" of the levels has no effect without the option "On Duty". Add it.');
	}
	if (!duty || layer === undefined) return undefined;
	const { roster } = duty;
	try {
		const { rosters } = await runtimeOf(node);
		const onDuty = onDutyItems(await rosters.find(roster), roster, now)(layer);
		if (onDuty.people.length === 0) {
			warn(onDuty.problem ?? `Nobody is on duty in the layer "${onDuty.layer}" now`);
		}
		return onDuty;
	} catch (error) {
		const { message, description } = toNodeError(node.getNode(), error);
		warn(`${message}. ${description}`);
		return undefined;
	}
}
