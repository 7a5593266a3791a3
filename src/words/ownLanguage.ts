import { DEFAULT_LANGUAGE, languages, type Language } from './language';

/**
 * The language of what no other says, for all robots of this n8n: that of
 * `UNTIL_REPLIED_LANGUAGE`, else of n8n itself (`N8N_DEFAULT_LOCALE`, "Deployment
 * environment variables"), else English. Of a tag like `zh-CN` its language counts.
 */
export function ownLanguage(environment: NodeJS.ProcessEnv = process.env): Language {
	const { UNTIL_REPLIED_LANGUAGE, N8N_DEFAULT_LOCALE } = environment;
	return languageOf(UNTIL_REPLIED_LANGUAGE) ?? languageOf(N8N_DEFAULT_LOCALE) ?? DEFAULT_LANGUAGE;
}

function languageOf(tag = ''): Language | undefined {
	const [subtag] = tag.trim().toLowerCase().split(/[-_.]/);
	return languages.find((language) => language === subtag);
}
