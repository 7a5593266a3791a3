import { ExplainedError } from '../../explainedError';
import { checkWeComMedia, type WeComMediaType } from './messages';
import { mediaForm } from './upload';
import { WECOM_UPLOAD_PATH } from './address';
import type { RobotItem } from '../design/item';

/** "media_id … 仅限该机器人使用": of several robots the first uploads, and sends it ("文件上传接口", path 91770). */
export const OF_THE_UPLOADER = { robot: 0 };

/** Uploads the binary field and returns WeCom's answer, which has the `media_id`. */
export async function uploadMedia(
	item: RobotItem,
	type: WeComMediaType,
): Promise<Record<string, unknown>> {
	const { bytes, fileName, mimeType } = await item.binary();
	checkWeComMedia(type, bytes);
	const form = mediaForm(fileName, mimeType, bytes);
	const response = await item.request({
		...OF_THE_UPLOADER,
		url: WECOM_UPLOAD_PATH,
		qs: { type },
		body: form.body,
		headers: { 'Content-Type': form.contentType },
		json: false,
	});
	if (typeof response.media_id === 'string') return response;
	throw new ExplainedError(
		'WeCom accepted the file but returned no media ID',
		'Something between n8n and WeCom changed the response.',
	);
}
