import type { INodeProperties } from 'n8n-workflow';

import { choicesOf, isFixedText, listOfParts, nameOfChoice } from '../subtitle';

const title = '$parameter.toJSON()["title"]';
const isOperation = (operation: string) => `$parameter.toJSON()["operation"] === "${operation}"`;

/** What a robot node sends, in which form, and whom it mentions: "notification from the item, Card, @everybody". */
export function robotSubtitle(properties: INodeProperties[]): string {
	const operations = choicesOf(properties, 'operation');
	const others = operations.filter(
		({ value }) => !['sendMessage', 'sendNotification'].includes(String(value)),
	);
	const styles = choicesOf(properties, 'style').filter(({ value }) => value !== 'auto');
	// English goes without saying.
	const languages = choicesOf(properties, 'language').filter(({ value }) => value !== 'en');
	const type = nameOfChoice(
		choicesOf(properties, 'messageType'),
		'$parameter.toJSON()["messageType"]',
	);
	const ofNotification = (part: string) => `${isOperation('sendNotification')} ? ${part} : ""`;
	return listOfParts(
		`${isOperation('sendMessage')} ? "message: " + (${type} ?? "by expression") : ${nameOfChoice(others, '$parameter.toJSON()["operation"]')}`,
		ofNotification(
			`$parameter.toJSON()["notification"] !== "define" ? "notification from the item" : ${isFixedText(title)} ? "notification: " + ${title}.trim().slice(0, 40) : "notification: own words"`,
		),
		ofNotification(nameOfChoice(styles, '$parameter.toJSON()["options"]?.["style"]')),
		ofNotification(nameOfChoice(languages, '$parameter.toJSON()["options"]?.["language"]')),
		'$parameter.toJSON()["mention"]?.["everybody"] === true ? "@everybody" : Object.values($parameter.toJSON()["mention"] ?? []).some((whom) => typeof whom === "string" && whom.trim() !== "") ? "with mentions" : ""',
	);
}
