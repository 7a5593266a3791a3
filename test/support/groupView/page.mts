import { escapeHtml } from './reading.mts';

export interface ShownMessage {
	group: string;
	/** As `readWeCom` and its like make it. */
	html: string;
	/** The time as people read it. */
	at?: string;
}

/** How a bubble and what is in it look, on any page. */
export const messageStyle = `
.bubble { background: #fff; color: #1f2329; font-size: 14px; border-radius: 8px; padding: 10px 14px; box-shadow: 0 1px 2px rgb(0 0 0 / 12%); overflow-wrap: anywhere; }
.bubble :first-child { margin-top: 0; } .bubble :last-child { margin-bottom: 0; }
blockquote { margin: 6px 0; padding: 2px 0 2px 10px; border-left: 3px solid #bbbfc4; color: #646a73; }
pre { background: #f2f3f5; padding: 8px; border-radius: 6px; overflow: auto; }
table { border-collapse: collapse; } td, th { border: 1px solid #dee0e3; padding: 2px 8px; }
.mention { color: #245bdb; } .info { color: #2ea121; } .comment { color: #8f959e; } .warning { color: #de7802; }
.card { margin: -10px -14px; border-radius: 8px; overflow: hidden; }
.bubble > .card { margin: -10px -14px; } .dot { display: inline-block; width: 12px; height: 12px; border-radius: 50%; vertical-align: -1px; }
.cardTitle { padding: 10px 14px; font-weight: 600; background: #f2f3f5; } .subtitle { padding: 0 14px 8px; font-size: 12px; background: #f2f3f5; color: #646a73; }
.card.blue > .cardTitle, .card.blue > .subtitle { background: #e1eaff; } .card.green > .cardTitle, .card.green > .subtitle { background: #d9f5d6; }
.card.orange > .cardTitle, .card.orange > .subtitle { background: #feead2; } .card.red > .cardTitle, .card.red > .subtitle { background: #fde2e2; }
.cardBody { padding: 10px 14px; } .fact .key { display: inline-block; min-width: 90px; color: #8f959e; }
.buttons { padding: 0 14px 12px; } .bubble > .buttons { padding: 8px 0 0; } .button { display: inline-block; margin: 0 8px 0 0; padding: 4px 14px; border: 1px solid #3370ff; border-radius: 6px; color: #3370ff; text-decoration: none; }
small { color: #8f959e; }
`;

const STYLE = `
body { margin: 0; padding: 24px; background: #e9ecf1; font: 14px/1.5 "Noto Sans CJK SC", "Helvetica Neue", Arial, sans-serif; color: #1f2329; }
.message { max-width: 460px; margin: 0 0 20px; }
.group { font-size: 12px; color: #646a73; margin-bottom: 4px; }
${messageStyle}`;

/** Machines without emoji show boxes instead. */
const DOTS: Record<string, string> = {
	'🔵': '#3370ff',
	'🟢': '#2ea121',
	'🟠': '#ff8800',
	'🔴': '#f54a45',
};

/** The HTML of a message, for machines with and without emoji. */
export function withDots(html: string): string {
	return html.replace(
		/🔵|🟢|🟠|🔴/gu,
		(sign) => `<span class="dot" style="background:${DOTS[sign]}"></span>`,
	);
}

/** A page that shows messages as their groups see them. */
export function groupPage(messages: ShownMessage[]): string {
	const shown = messages
		.map(
			({ group, html, at = '' }) =>
				`<div class="message"><div class="group">${escapeHtml(`${group} ${at}`.trim())}</div><div class="bubble">${withDots(html)}</div></div>`,
		)
		.join('\n');
	return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Groups</title><style>${STYLE}</style><body>${shown}</body></html>`;
}
