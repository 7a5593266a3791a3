import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type JsonObject,
} from 'n8n-workflow';

import { weComVerdict } from '../../src/robots/weCom/answer';
import {
	weComMessage,
	WeComMessageError,
	type WeComMessageOptions,
	type WeComMessageType,
} from '../../src/robots/weCom/message';
import { toNodeError } from '../shared/nodeErrors';

/** Sends the message of one item and returns what WeCom said. */
export async function sendMessage(node: IExecuteFunctions, item: number): Promise<IDataObject> {
	const verdict = weComVerdict(await post(node, item, bodyFor(node, item)));
	if (verdict.ok) return { ...verdict.response, messagesSent: 1 };
	throw new NodeApiError(
		node.getNode(),
		{ code: verdict.code, message: verdict.message },
		{ message: verdict.message, description: verdict.description, itemIndex: item },
	);
}

function bodyFor(node: IExecuteFunctions, item: number): IDataObject {
	const options = node.getNodeParameter('options', item, {}) as Partial<WeComMessageOptions>;
	const type = node.getNodeParameter('messageType', item) as WeComMessageType;
	try {
		return weComMessage(type, textOf(node.getNodeParameter('content', item)), {
			mentionedUsers: listOf(node.getNodeParameter('mentionedUsers', item, '')),
			mentionedMobiles: listOf(node.getNodeParameter('mentionedMobiles', item, '')),
			allowMentionsInContent: options.allowMentionsInContent ?? false,
			whenTooLong: options.whenTooLong ?? 'truncate',
		}) as IDataObject;
	} catch (error) {
		if (!(error instanceof WeComMessageError)) throw toNodeError(node.getNode(), error, item);
		throw new NodeOperationError(node.getNode(), error.message, {
			itemIndex: item,
			description: error.hint,
		});
	}
}

async function post(node: IExecuteFunctions, item: number, body: IDataObject): Promise<unknown> {
	try {
		return await node.helpers.httpRequestWithAuthentication.call(node, 'weComRobotApi', {
			url: '/cgi-bin/webhook/send',
			method: 'POST',
			body,
			json: true,
		});
	} catch (error) {
		// The error as it comes knows the URL, and with it the key.
		const { message, code, httpCode } = withoutSecrets(error);
		throw new NodeApiError(node.getNode(), { message, code, httpCode } as JsonObject, {
			message: 'WeCom could not be reached',
			description: message,
			httpCode: httpCode === undefined ? undefined : String(httpCode),
			itemIndex: item,
		});
	}
}

function withoutSecrets(error: unknown) {
	const { message, code, httpCode, response } = error as {
		message?: string;
		code?: string;
		httpCode?: string;
		response?: { status?: number };
	};
	return {
		message: String(message ?? error).replace(/key=[^&\s"']+/gi, 'key=***'),
		code,
		httpCode: httpCode ?? response?.status,
	};
}

function textOf(value: unknown): string {
	if (value === undefined || value === null) return '';
	return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

function listOf(value: unknown): string[] {
	const entries = Array.isArray(value) ? value : String(value ?? '').split(/[,，;；\s]+/);
	return entries.map((entry) => String(entry).trim()).filter((entry) => entry !== '');
}
