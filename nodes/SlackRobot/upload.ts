import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';

import { networkFailure } from '../../src/robots/sending/networkFailure';
import { SECOND } from '../../src/time/duration';
import { textOf } from '../../src/robots/values';
import { robotError } from '../shared/robot/robotError';
import type { RobotSession } from '../shared/robot/robotSession';
import type { SlackAccess } from './access';
import { envelopeOf } from './parameters';

const UPLOAD_TIMEOUT = 60 * SECOND;

/**
 * "Uploading files" (docs.slack.dev): ask for an address, put the bytes there,
 * and share the file. Returns Slack's answer to the last.
 */
export async function uploadFile(
	node: IExecuteFunctions,
	session: RobotSession,
	access: SlackAccess,
	item: number,
	deadline: number,
): Promise<IDataObject> {
	const property = node.getNodeParameter('binaryPropertyName', item, 'data') as string;
	const { fileName = 'file', mimeType } = node.helpers.assertBinaryData(item, property);
	const bytes = await node.helpers.getBinaryDataBuffer(item, property);
	if (bytes.length === 0) {
		throw new NodeOperationError(node.getNode(), 'The file is empty', {
			itemIndex: item,
			description: 'Slack takes no empty files. Check the binary field.',
		});
	}
	const place = await session.sendOne(
		{
			method: 'GET',
			url: '/files.getUploadURLExternal',
			qs: { filename: fileName, length: bytes.length },
		},
		deadline,
		item,
	);
	await putBytes(node, textOf(place.upload_url), bytes, mimeType, item);
	const { channel, ...thread } = envelopeOf(node, access, item);
	const title = textOf(node.getNodeParameter('fileTitle', item, '')) || fileName;
	const comment = textOf(node.getNodeParameter('comment', item, ''));
	const response = await session.sendOne(
		{
			url: '/files.completeUploadExternal',
			body: {
				files: [{ id: textOf(place.file_id), title }],
				channel_id: channel,
				...('thread_ts' in thread ? { thread_ts: thread.thread_ts } : {}),
				...(comment ? { initial_comment: comment } : {}),
			} as IDataObject,
		},
		deadline,
		item,
	);
	return { ...(response as IDataObject), messagesSent: 1 };
}

/** The address is good for this one file and needs no token. */
async function putBytes(
	node: IExecuteFunctions,
	url: string,
	bytes: Buffer,
	mimeType: string,
	item: number,
): Promise<void> {
	try {
		await node.helpers.httpRequest({
			method: 'POST',
			url,
			body: bytes,
			headers: { 'Content-Type': mimeType || 'application/octet-stream' },
			timeout: UPLOAD_TIMEOUT,
		});
	} catch (error) {
		throw robotError(node.getNode(), networkFailure('Slack', error, [url]), item);
	}
}
