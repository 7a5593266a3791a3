import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

/**
 * What the parameters of an item say, as a schema has it.
 *
 * @param what they are, in words for the user.
 * @throws {NodeOperationError} with the schema's first message.
 */
export function parsed<Schema extends z.ZodType>(
	node: IExecuteFunctions,
	item: number,
	schema: Schema,
	value: unknown,
	what = 'parameter',
): z.output<Schema> {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	throw new NodeOperationError(node.getNode(), result.error.issues[0].message, {
		itemIndex: item,
		description: `Correct the ${what}, or the expression that it comes from.`,
	});
}

/** The id of a workflow; undefined where none is given. */
export const workflowIdSchema = z
	.string('Workflow ID must be text')
	.trim()
	.regex(/^[\w-]{0,64}$/, "Workflow ID is not a workflow's ID")
	.transform((id) => id || undefined);
