import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { RobotMessageError } from '../../src/robots/robotMessageError';
import { checkWeComMedia, type WeComMediaType } from '../../src/robots/weCom/messages';
import { mediaForm } from '../../src/robots/weCom/upload';
import type { RobotSession } from '../shared/robot/robotSession';
import { UPLOAD_PATH } from './access';

/** The bytes of the binary field that the parameters name. */
export async function binaryOf(
	node: IExecuteFunctions,
	item: number,
): Promise<{ bytes: Buffer; fileName: string; mimeType: string }> {
	const property = node.getNodeParameter('binaryPropertyName', item, 'data') as string;
	const { fileName = 'file', mimeType } = node.helpers.assertBinaryData(item, property);
	return { bytes: await node.helpers.getBinaryDataBuffer(item, property), fileName, mimeType };
}

/** Uploads the binary field and returns WeCom's answer, which has the `media_id`. */
export async function uploadMedia(
	node: IExecuteFunctions,
	session: RobotSession,
	item: number,
	deadline: number,
	type: WeComMediaType,
): Promise<IDataObject> {
	const { bytes, fileName, mimeType } = await binaryOf(node, item);
	checkWeComMedia(type, bytes);
	const form = mediaForm(fileName, mimeType, bytes);
	const response = await session.sendOne(
		{
			url: UPLOAD_PATH,
			qs: { type },
			body: form.body,
			headers: { 'Content-Type': form.contentType },
			json: false,
		},
		deadline,
		item,
	);
	if (typeof response.media_id === 'string') return response as IDataObject;
	throw new RobotMessageError(
		'WeCom took the file but gave no media ID',
		'Something between n8n and WeCom changed the answer.',
	);
}
