import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/*
 * Parts of the expressions that say on the canvas what a node is set to. There
 * is no item there, so that a parameter that is an expression of the user's
 * cannot be evaluated, and asking for it would fail: `toJSON` gives what stands
 * in the panel. There are no braces in them, since two of them would end it.
 */

/** What stands in the panel, also where it is an expression of the user's. */
export function parameter(name: string): string {
	return `$parameter.toJSON()["${name}"]`;
}

/** Whether an expression of ours gives text that is no expression of the user's. */
export function isFixedText(value: string): string {
	return `(typeof ${value} === "string" && ${value}.trim() !== "" && !${value}.startsWith("="))`;
}

/** What the panel calls the chosen value; undefined where it is none of them. @param value an expression. */
export function nameOfChoice(choices: INodePropertyOptions[], value: string): string {
	const names = choices.map(({ value: chosen, name }) => [chosen, name]);
	return `${JSON.stringify(names)}.find(([value]) => value === ${value})?.[1]`;
}

/** The choices of a property, wherever it stands among those of a node, of all that have its name. */
export function choicesOf(properties: INodeProperties[], name: string): INodePropertyOptions[] {
	const within = (property: INodeProperties): INodeProperties[] =>
		property.type === 'collection' ? (property.options as INodeProperties[]) : [property];
	return properties
		.flatMap(within)
		.filter((property) => property.name === name)
		.flatMap(({ options = [] }) => options as INodePropertyOptions[]);
}

/** The parts that say something, with commas between them. */
export function listOfParts(...parts: string[]): string {
	return `={{ [${parts.join(', ')}].filter((part) => typeof part === "string" && part !== "").join(", ") }}`;
}
