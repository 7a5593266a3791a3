import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { own } from '../../../src/own';
import type { RobotAccess, RobotRequest } from '../../../src/robots/design/access';
import type { Threads } from '../../../src/robots/design/threads';
import type { AssignedAgent } from '../../../src/robots/mentions/assignedAgent';
import type { NotMentioned } from '../../../src/robots/mentions/mentioned';
import type { Notification } from '../../../src/robots/notification/notification';
import type { BinaryInput, RobotItem, SendingOptions } from '../../../src/robots/design/item';
import {
	jsonObjectOf,
	jsonOf,
	idsOf,
	oneOf,
	phoneNumbersOf,
	textOf,
} from '../../../src/robots/values';
import type { RateLimiter } from '../../../src/robots/sending/rateLimiter';
import { explained } from '../../../src/robots/sending/send';
import { networkFailure } from '../../../src/robots/sending/networkFailure';
import { secretsInAddress } from '../../../src/secrets/address';
import { Scrubber } from '../../../src/secrets/scrubber';
import { systemClock } from '../../../src/time/clock';
import { located } from '../located';
import { notificationOfItem } from './arrived';
import { assignedAgentOf } from './assignedAgent';
import { rowsOf } from './definedRows';
import { sendParts } from './messageParts';
import type { RobotSession } from './robotSession';
import { sendingOptions } from './sendingOptions';

/** One item of an execution of n8n. */
export class NodeItem<Access extends RobotAccess = RobotAccess> implements RobotItem<Access> {
	readonly sending: SendingOptions;

	readonly access: Access;

	/** What it leaves with, besides the platform's answer. */
	readonly reported: { notMentioned?: NotMentioned[] } = {};

	private readonly toldNotMentioned = new Set<string>();

	/** Of each collection: a table may be among what n8n works out of its expressions. */
	private readonly collections = new Map<string, Record<string, unknown>>();

	private readAgent: { setting: AssignedAgent | undefined } | undefined;

	private notification: Notification | undefined;

	private waitsUntil: number | undefined;

	constructor(
		private readonly node: IExecuteFunctions,
		private readonly session: RobotSession<Access>,
		readonly index: number,
	) {
		this.sending = sendingOptions(node, index);
		this.access = session.access;
	}

	/** ms since 1970: the longest its messages wait, from the moment when that is first asked. */
	get deadline(): number {
		this.waitsUntil ??= systemClock.now() + this.sending.wait;
		return this.waitsUntil;
	}

	text(name: string): string {
		return textOf(located(this.node.getNodeParameter(name, this.index, '')));
	}

	/** What arrived, whatever the parameters say. */
	get arrived(): Notification {
		this.notification ??= notificationOfItem(this.node, this.index, this.sending.language);
		return this.notification;
	}

	/** Of the reminder or the event that the item is; undefined for any other. */
	get idempotencyKey(): string | undefined {
		return this.arrived.idempotencyKey;
	}

	json(name: string, displayName: string): unknown {
		return jsonOf(this.node.getNodeParameter(name, this.index), displayName);
	}

	jsonObject(name: string, displayName: string): Record<string, unknown> {
		return jsonObjectOf(this.node.getNodeParameter(name, this.index), displayName);
	}

	rows<Row = Record<string, unknown>>(name: string): Row[] {
		return rowsOf(this.node, name, this.index);
	}

	option<Value>(name: string, fallback: Value, collection = 'options'): Value {
		return (own(this.collection(collection), name) as Value | undefined) ?? fallback;
	}

	private collection(name: string): Record<string, unknown> {
		const known = this.collections.get(name);
		if (known) return known;
		const entries = this.node.getNodeParameter(name, this.index, {}) as Record<string, unknown>;
		this.collections.set(name, entries);
		return entries;
	}

	choice<Choice extends string>(
		name: string,
		displayName: string,
		choices: readonly Choice[],
		fallback: Choice,
		collection?: string,
	): Choice {
		return oneOf(this.option<unknown>(name, '', collection), choices, fallback, displayName);
	}

	optionText(name: string, collection?: string): string {
		return textOf(this.option<unknown>(name, '', collection)).trim();
	}

	mentioned(name: string): string[] {
		return idsOf(this.option<unknown>(name, '', 'mention'));
	}

	mentionedMobiles(): string[] {
		return phoneNumbersOf(this.option<unknown>('mobiles', '', 'mention'));
	}

	get assignedAgent(): AssignedAgent | undefined {
		this.readAgent ??= { setting: assignedAgentOf(this.collection('mention').assignedAgent) };
		return this.readAgent.setting;
	}

	get mentionsOnDuty(): boolean {
		return own(this.collection('mention'), 'onDuty') === true;
	}

	get concerned(): Pick<Notification, 'agents' | 'onDuty'> {
		return this.arrived;
	}

	reportNotMentioned(somebody: NotMentioned): void {
		const key = JSON.stringify(somebody);
		if (this.toldNotMentioned.has(key)) return;
		this.toldNotMentioned.add(key);
		(this.reported.notMentioned ??= []).push(somebody);
	}

	async binary(): Promise<BinaryInput> {
		const { helpers } = this.node;
		const property = this.node.getNodeParameter('binaryPropertyName', this.index, 'data') as string;
		const { fileName = 'file', mimeType } = helpers.assertBinaryData(this.index, property);
		const bytes = await helpers.getBinaryDataBuffer(this.index, property);
		return { bytes, fileName, mimeType };
	}

	async request(request: RobotRequest): Promise<Record<string, unknown>> {
		return (await this.session.request(request, this.deadline)).response;
	}

	async ask(request: RobotRequest, rateLimiter: RateLimiter): Promise<Record<string, unknown>> {
		const deadline = systemClock.now() + this.sending.wait;
		return (await this.session.request(request, deadline, rateLimiter)).response;
	}

	async post(url: string, request: RobotRequest): Promise<void> {
		try {
			await this.node.helpers.httpRequest({
				...(request as Partial<IHttpRequestOptions>),
				method: 'POST',
				url,
				// Another host must not get it; and where redirects are followed, all of an upload would have to be over in time.
				disableFollowRedirect: true,
			});
		} catch (error) {
			const { platform, secrets } = this.access;
			const scrubber = new Scrubber([...secrets, url, ...secretsInAddress(url)]);
			const failure = networkFailure(platform.name, error, scrubber);
			throw explained(failure);
		}
	}

	/** @param threads where the further messages are answers to the first. */
	async send(
		bodies: object[],
		request?: RobotRequest,
		threads?: Threads,
	): Promise<Record<string, unknown>> {
		const { session, deadline } = this;
		const { response, messagesSent } = await sendParts(session, bodies, deadline, request, threads);
		const { refusedRobots } = session;
		return { ...response, messagesSent, ...(refusedRobots.length > 0 ? { refusedRobots } : {}) };
	}
}
