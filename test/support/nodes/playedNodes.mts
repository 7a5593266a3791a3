import type { IDataObject, INodeProperties, INodeType } from 'n8n-workflow';

import { nodeType } from './workflow.mts';

/** A node that takes items one by one, with the parameters that the real one has. */
export function played(
	types: Record<string, INodeProperties['type']>,
	take: (get: (name: string) => any, json: IDataObject) => IDataObject | undefined,
): INodeType {
	const properties = Object.entries(types).map(([name, type]) => ({
		displayName: name,
		name,
		type,
		default: '',
	}));
	const type = nodeType('Played', ['main'], async function () {
		const taken = this.getInputData().map(({ json }, index) =>
			take((name) => this.getNodeParameter(name, index, undefined, { extractValue: true }), json),
		);
		return [taken.filter((json) => json !== undefined).map((json) => ({ json }))];
	});
	return { ...type, description: { ...type.description, properties } };
}

/** n8n's Edit Fields, as far as the examples use it: dots in names make objects. */
export const editFields = played(
	{ assignments: 'assignmentCollection', includeOtherFields: 'boolean', options: 'json' },
	(get, json) => {
		const made: any = get('includeOtherFields') ? { ...json } : {};
		for (const { name, value, type } of get('assignments').assignments) {
			const path: string[] = name.split('.');
			const last = path.pop()!;
			const at = path.reduce((parent, key) => (parent[key] ??= {}), made);
			at[last] = type === 'array' && typeof value === 'string' ? JSON.parse(value) : value;
		}
		return made;
	},
);
