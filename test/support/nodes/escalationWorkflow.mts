import type { IDataObject, INodeParameters, IRun } from 'n8n-workflow';

import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node.ts';
import {
	manualTrigger,
	outputsOf,
	RecordingNode,
	TestWorkflow,
	type ActiveTrigger,
	type TestNode,
	type Wire,
} from './workflow.mts';

export const NODE = 'Repeat Until Replied';

const WIRES: Wire[] = [
	[NODE, 0, 'Reminder'],
	[NODE, 1, 'Replied'],
	[NODE, 2, 'Exhausted'],
	[NODE, 3, 'Failing'],
	[NODE, 4, 'Changes'],
];

/** `Start -> Repeat Until Replied -> Reminder / Replied / Exhausted / Failing / Changes`, each output with a recorder. */
export class EscalationWorkflow {
	readonly reminder = new RecordingNode();

	readonly replied = new RecordingNode();

	readonly exhausted = new RecordingNode();

	readonly failing = new RecordingNode();

	/** Of the fifth output: Changes, where there are no levels. */
	readonly changes = new RecordingNode();

	readonly workflow: TestWorkflow;

	constructor(
		parameters: INodeParameters = {},
		options: {
			id?: string;
			settings?: TestNode['settings'];
			type?: UntilReplied;
			/** Nothing is connected to its outputs. */
			isAlone?: boolean;
		} = {},
	) {
		this.workflow = new TestWorkflow(
			[
				{ name: 'Start', type: manualTrigger() },
				{
					name: NODE,
					type: options.type ?? new UntilReplied(),
					parameters,
					settings: options.settings,
				},
				{ name: 'Reminder', type: this.reminder.type },
				{ name: 'Replied', type: this.replied.type },
				{ name: 'Exhausted', type: this.exhausted.type },
				{ name: 'Failing', type: this.failing.type },
				{ name: 'Changes', type: this.changes.type },
			],
			[['Start', 0, NODE], ...(options.isAlone ? [] : WIRES)],
			options.id,
		);
	}

	/** What "Execute workflow" does in the editor. */
	async preview(...items: IDataObject[]): Promise<IRun> {
		return await this.workflow.run('Start', items, 'manual');
	}

	/** What a trigger before it does when the workflow is published. */
	async receive(...items: IDataObject[]): Promise<IRun> {
		return await this.workflow.run('Start', items, 'trigger');
	}

	/** Items of its own making, at the node itself, as a foreign execution might begin. */
	async beginAtNode(...items: IDataObject[]): Promise<IRun> {
		return await this.workflow.run(NODE, items, 'trigger');
	}

	async publish(): Promise<ActiveTrigger> {
		return await this.workflow.activate(NODE);
	}

	/** The items that left the node in this run, by output. */
	static left(run: IRun): {
		reminder: IDataObject[];
		replied: IDataObject[];
		exhausted: IDataObject[];
	} {
		const [reminder = [], replied = [], exhausted = []] = outputsOf(run, NODE);
		return { reminder, replied, exhausted };
	}
}

/** A service event of a waiting customer, as the Service Event Trigger puts it out. */
export function aServiceEvent(
	changes: IDataObject = {},
	conversation: IDataObject = {},
): IDataObject {
	return {
		id: 'event-1',
		source: 'twtChat',
		type: 'UNREPLIED',
		kind: 'message.unreplied',
		occurredAt: '2026-01-05T09:00:00.000Z',
		conversation: { key: 'twt:shop:Visitor15', effect: 'opens', ...conversation },
		visitor: { name: 'Visitor15' },
		project: { name: 'shop' },
		text: 'Is anybody there?',
		raw: { event: 'UNREPLIED' },
		...changes,
	};
}
