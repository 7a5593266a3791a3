import { own } from '../../../src/own';
import { agentTableOf, rowsOf } from '../../../src/robots/mentions/agentTable';
import { waysWhenUnknown, type AssignedAgent } from '../../../src/robots/mentions/assignedAgent';
import { idsOf, jsonOf, oneOf, phoneNumbersOf } from '../../../src/robots/values';

/** What "Assigned Agent" says; undefined where it was not added. @throws {ExplainedError} */
export function assignedAgentOf(entry: unknown): AssignedAgent | undefined {
	const settings = fieldOf(entry, 'settings');
	if (settings === undefined) return undefined;
	const field = (name: string) => fieldOf(settings, name);
	return {
		table: agentTableOf([
			...rowsOf(fieldOf(field('agents'), 'rows')),
			...rowsOf(withoutText(field('agentsFrom'))),
		]),
		whenUnknown: oneOf(field('whenUnknown'), waysWhenUnknown, 'nobody', 'If Nobody Is Found'),
		fallback: {
			users: idsOf(field('users')),
			mobiles: phoneNumbersOf(field('mobiles')),
			roles: idsOf(field('roles')),
		},
	};
}

/** JSON may be typed, or come as text. @throws {ExplainedError} */
function withoutText(given: unknown): unknown {
	return typeof given === 'string' && given.trim() === ''
		? undefined
		: jsonOf(given, 'Agents From');
}

function fieldOf(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null
		? own(value as Record<string, unknown>, name)
		: undefined;
}
