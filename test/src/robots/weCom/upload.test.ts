import { mediaForm } from '../../../../src/robots/weCom/upload';

const formOf = (fileName: string, contentType = 'text/plain') => {
	const { body, contentType: header } = mediaForm(fileName, contentType, Buffer.from('words'));
	const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(header)![1];
	return body.toString().replaceAll(boundary, 'BOUNDARY').split('\r\n');
};

/* "文件上传接口" ("群机器人配置说明", path 91770). */
describe('the form of an upload to WeCom', () => {
	it('is the example of its document', () => {
		expect(formOf('wework.txt')).toEqual([
			'--BOUNDARY',
			'Content-Disposition: form-data; name="media"; filename="wework.txt"; filelength=5',
			'Content-Type: text/plain',
			'',
			'words',
			'--BOUNDARY--',
			'',
		]);
	});

	it.each([
		['发票.pdf', '发票.pdf'],
		['a"b\\c\r\nd', 'a_b_c__d'],
		['', 'file'],
	])('shows the group the file name %j as %j', (fileName, shown) => {
		expect(formOf(fileName)[1]).toContain(`filename="${shown}"`);
	});

	it.each(['', 'text', 'text/plain\r\nX-Evil: 1', 'text/plain; charset=x', ' text/plain'])(
		'does not repeat the content type %j',
		(contentType) => {
			expect(formOf('a', contentType)[2]).toBe('Content-Type: application/octet-stream');
		},
	);

	it('has another boundary each time', () => {
		const boundary = () => mediaForm('a', 'text/plain', Buffer.from('')).contentType;
		expect(boundary()).not.toBe(boundary());
	});
});
