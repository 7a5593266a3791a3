import { SECOND } from '../../time/duration';
import { slackText } from './messages';
import { textOf } from '../values';
import type { RobotItem } from '../design/item';
import { ExplainedError } from '../../explainedError';
import type { SlackAccess } from './access';
import { channelOf } from './envelope';

const UPLOAD_TIMEOUT = 60 * SECOND;

/**
 * "Uploading files" (docs.slack.dev): ask for an address, put the bytes there,
 * and share the file. Returns Slack's answer to the last.
 */
export async function uploadFile(item: RobotItem<SlackAccess>): Promise<Record<string, unknown>> {
	const { bytes, fileName, mimeType } = await item.binary();
	if (bytes.length === 0) {
		throw new ExplainedError(
			'The file is empty',
			'Slack does not accept empty files. Check the binary field.',
		);
	}
	const place = await item.request({
		method: 'GET',
		url: '/files.getUploadURLExternal',
		qs: { filename: fileName, length: bytes.length },
	});
	// The address is good for this one file and needs no token.
	await item.post(textOf(place.upload_url), {
		body: bytes,
		headers: { 'Content-Type': mimeType || 'application/octet-stream' },
		timeout: UPLOAD_TIMEOUT,
	});
	const thread = item.optionText('threadTs');
	const comment = slackText(item.text('comment'), item.option('isMrkdwn', false));
	const response = await item.request({
		url: '/files.completeUploadExternal',
		body: {
			files: [{ id: textOf(place.file_id), title: item.text('fileTitle') || fileName }],
			channel_id: await channelOf(item),
			...(thread ? { thread_ts: thread } : {}),
			...(comment ? { initial_comment: comment } : {}),
		},
	});
	return { ...response, messagesSent: 1 };
}
