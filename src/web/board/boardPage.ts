import script from './board.client.js';
import css from './board.css';
import template from './board.html';
import { boardWords } from './boardWords';
import { page, type Page } from '../page';
import type { PageLanguage } from '../pageLanguage';

/** The page of the board; what it shows it asks for itself. */
export function boardPage(context: {
	language: PageLanguage;
	mayChange: boolean;
	/** What the visitor is called, as far as they told before. */
	name: string | null;
}): Page {
	const { language, mayChange, name } = context;
	const words = boardWords[language];
	return page(200, {
		template,
		css,
		script,
		words,
		view: {
			language: language === 'zh' ? 'zh-CN' : 'en',
			words,
			mayChange,
			name: name ?? '',
		},
		// Not of n8n's origin, like the pages of links. Links to conversations open beside it.
		sandbox: 'allow-scripts allow-popups allow-popups-to-escape-sandbox',
	});
}
