import { ownLanguage } from '../../../src/words/ownLanguage';

describe('the language of n8n', () => {
	it.each([
		[{}, 'en'],
		[{ N8N_DEFAULT_LOCALE: 'en' }, 'en'],
		[{ N8N_DEFAULT_LOCALE: 'zh-CN' }, 'zh'],
		[{ N8N_DEFAULT_LOCALE: 'zh' }, 'zh'],
		[{ N8N_DEFAULT_LOCALE: 'de' }, 'en'],
		[{ UNTIL_REPLIED_LANGUAGE: 'zh' }, 'zh'],
		[{ UNTIL_REPLIED_LANGUAGE: ' ZH-Hans ' }, 'zh'],
		[{ UNTIL_REPLIED_LANGUAGE: 'zh_CN.UTF-8' }, 'zh'],
		[{ UNTIL_REPLIED_LANGUAGE: 'en', N8N_DEFAULT_LOCALE: 'zh-CN' }, 'en'],
		[{ UNTIL_REPLIED_LANGUAGE: '', N8N_DEFAULT_LOCALE: 'zh-CN' }, 'zh'],
		[{ UNTIL_REPLIED_LANGUAGE: 'constructor', N8N_DEFAULT_LOCALE: '__proto__' }, 'en'],
	])('%j: %s', (environment, language) => {
		expect(ownLanguage(environment)).toBe(language);
	});
});
