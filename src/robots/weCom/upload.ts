import { randomBytes } from 'node:crypto';

/**
 * The form of "文件上传接口" ("群机器人配置说明", path 91770): one part named `media`
 * with file name and length. The file name is what the group sees, in UTF-8.
 */
export function mediaForm(
	fileName: string,
	contentType: string,
	bytes: Buffer,
): { body: Buffer; contentType: string } {
	const boundary = `----${randomBytes(16).toString('hex')}`;
	// Quotes and line breaks would end the header.
	const name = fileName.replace(/["\\\r\n]/g, '_') || 'file';
	const head = [
		`--${boundary}`,
		`Content-Disposition: form-data; name="media"; filename="${name}"; filelength=${bytes.length}`,
		`Content-Type: ${/^[\w.+-]+\/[\w.+-]+$/.test(contentType) ? contentType : 'application/octet-stream'}`,
		'',
		'',
	].join('\r\n');
	return {
		body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
		contentType: `multipart/form-data; boundary=${boundary}`,
	};
}
