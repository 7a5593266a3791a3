import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

type Values = Record<string, unknown>;

/** Paths of what a node's parameters have and its panel does not, at any depth: n8n would ignore it without a word. */
export function unknownParameters(properties: INodeProperties[], values: Values): string[] {
	return Object.entries(values).flatMap(([name, value]) => {
		const named = properties.filter((property) => property.name === name);
		if (named.length === 0) return [name];
		const within = named.flatMap((property) => inProperty(property, value));
		// Of several with one name, it has to be in one.
		const isKnown = named.some((property) => inProperty(property, value).length === 0);
		return isKnown ? [] : within.map((path) => `${name}.${path}`);
	});
}

function inProperty(property: INodeProperties, value: unknown): string[] {
	if (typeof value !== 'object' || value === null) return [];
	if (property.type === 'collection') {
		return unknownParameters(property.options as INodeProperties[], value as Values);
	}
	if (property.type !== 'fixedCollection') return [];
	const groups = property.options as INodePropertyCollection[];
	return Object.entries(value as Values).flatMap(([name, rows]) => {
		const group = groups.find((one) => one.name === name);
		if (!group) return [name];
		return [rows]
			.flat()
			.flatMap((row) => unknownParameters(group.values, row as Values))
			.map((path) => `${name}.${path}`);
	});
}
