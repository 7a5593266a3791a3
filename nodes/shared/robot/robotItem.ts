import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
} from 'n8n-workflow';

import { own } from '../../../src/own';
import {
	jsonObjectOf,
	jsonOf,
	listOf,
	oneOf,
	phoneNumbersOf,
	textOf,
} from '../../../src/robots/values';
import type { RateLimiter } from '../../../src/robots/sending/rateLimiter';
import { networkFailure } from '../../../src/robots/sending/networkFailure';
import { secretsInAddress } from '../../../src/secrets/address';
import { Scrubber } from '../../../src/secrets/scrubber';
import { systemClock } from '../../../src/time/clock';
import { notificationOfItem, sendingOptions, type SendingOptions } from './parameters';
import { robotError } from './robotError';
import type { RobotAccess, RobotSession } from './robotSession';

export interface BinaryInput {
	bytes: Buffer;
	fileName: string;
	mimeType: string;
}

/** One item at a robot node: what its parameters say, and the way to its robot. */
export class RobotItem<Access extends RobotAccess = RobotAccess> {
	readonly sending: SendingOptions;

	readonly access: Access;

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
		return textOf(this.node.getNodeParameter(name, this.index, ''));
	}

	/** Of the reminder or the event that the item is; undefined for any other. */
	get idempotencyKey(): string | undefined {
		return notificationOfItem(this.node, this.index, this.sending.language).idempotencyKey;
	}

	/** @param displayName for the error. @throws {RobotMessageError} */
	json(name: string, displayName: string): unknown {
		return jsonOf(this.node.getNodeParameter(name, this.index), displayName);
	}

	/** @param displayName for the error. @throws {RobotMessageError} */
	jsonObject(name: string, displayName: string): Record<string, unknown> {
		return jsonObjectOf(this.node.getNodeParameter(name, this.index), displayName);
	}

	/** Rows of a fixed collection whose only group is `rows`. */
	rows<Row = Record<string, unknown>>(name: string): Row[] {
		const { rows = [] } = this.node.getNodeParameter(name, this.index, {}) as { rows?: Row[] };
		return rows;
	}

	/** An entry of a collection, "Options" where nothing else is said. */
	option<Value>(name: string, fallback: Value, collection = 'options'): Value {
		const entries = this.node.getNodeParameter(collection, this.index, {}) as Record<string, Value>;
		return own(entries, name) ?? fallback;
	}

	/** An entry of a collection that is one of a few. @param displayName for the error. @throws {RobotMessageError} */
	choice<Choice extends string>(
		name: string,
		displayName: string,
		choices: readonly Choice[],
		fallback: Choice,
		collection?: string,
	): Choice {
		return oneOf(this.option<unknown>(name, '', collection), choices, fallback, displayName);
	}

	/** An entry of a collection that is a text, without the blanks around it. */
	optionText(name: string, collection?: string): string {
		return textOf(this.option<unknown>(name, '', collection)).trim();
	}

	/** A list of ids under "Mention". */
	mentioned(name: string): string[] {
		return listOf(this.option<unknown>(name, '', 'mention'));
	}

	/** The mobile numbers under "Mention", as they were written. */
	mentionedMobiles(): string[] {
		return phoneNumbersOf(this.option<unknown>('mobiles', '', 'mention'));
	}

	/** The file in the binary field that the parameters name. */
	async binary(): Promise<BinaryInput> {
		const { helpers } = this.node;
		const property = this.node.getNodeParameter('binaryPropertyName', this.index, 'data') as string;
		const { fileName = 'file', mimeType } = helpers.assertBinaryData(this.index, property);
		const bytes = await helpers.getBinaryDataBuffer(this.index, property);
		return { bytes, fileName, mimeType };
	}

	/** Makes one request that counts as a message. @throws {UndeliveredError} */
	async request(request: Partial<IHttpRequestOptions>): Promise<Record<string, unknown>> {
		return await this.session.sendOne(request, this.deadline);
	}

	/** Makes a request that is no message, by a rate limiter of its own. @throws {UndeliveredError} */
	async ask(
		request: Partial<IHttpRequestOptions>,
		rateLimiter: RateLimiter,
	): Promise<Record<string, unknown>> {
		const deadline = systemClock.now() + this.sending.wait;
		return await this.session.sendOne(request, deadline, undefined, rateLimiter);
	}

	/** Posts to an address that has its own authentication in it. @throws {NodeApiError} without the address. */
	async post(url: string, request: Partial<IHttpRequestOptions>): Promise<void> {
		try {
			await this.node.helpers.httpRequest({ ...request, method: 'POST', url });
		} catch (error) {
			const { platform, secrets } = this.access;
			const scrubber = new Scrubber([...secrets, url, ...secretsInAddress(url)]);
			const failure = networkFailure(platform.name, error, scrubber);
			throw robotError(this.node.getNode(), failure, this.index, scrubber);
		}
	}

	/** Sends messages and returns what the platform said of the last. @throws {UndeliveredError} */
	async send(bodies: object[], request?: Partial<IHttpRequestOptions>): Promise<IDataObject> {
		const { response, messagesSent } = await this.session.deliver(bodies, this.deadline, request);
		return { ...(response as IDataObject), messagesSent };
	}

	/** Something about this item that only its user can mend. */
	error(message: string, description: string): NodeOperationError {
		return new NodeOperationError(this.node.getNode(), message, {
			itemIndex: this.index,
			description,
		});
	}
}
