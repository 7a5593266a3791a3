import type { INodeProperties } from 'n8n-workflow';

import { AUTOMATIC } from './sendingOptions';
import { choicesOf, isFixedText, listOfParts, nameOfChoice, parameter } from '../subtitle';

const operation = parameter('operation');
const title = parameter('title');
const mention = parameter('mention');
const words = `(${parameter('notification')} !== "define" ? "notification from the item" : ${isFixedText(title)} ? "notification: " + ${title}.trim().slice(0, 40) : "notification: own words")`;
const ofNotification = (part: string) => `${operation} === "sendNotification" ? ${part} : ""`;

/** What a robot node sends, in which form, and whom it mentions: "notification from the item, Card, @everybody". */
export function robotSubtitle(properties: INodeProperties[]): string {
	const choices = (name: string, ...without: string[]) =>
		choicesOf(properties, name).filter(({ value }) => !without.includes(String(value)));
	const optionName = (name: string, usual: string) =>
		nameOfChoice(choices(name, usual), `${parameter('options')}?.["${name}"]`);
	const type = nameOfChoice(choices('messageType'), parameter('messageType'));
	return listOfParts(
		ofNotification(words),
		`${operation} === "sendMessage" ? "message: " + (${type} ?? "by expression") : ""`,
		nameOfChoice(choices('operation', 'sendMessage', 'sendNotification'), operation),
		ofNotification(optionName('style', 'auto')),
		ofNotification(optionName('language', AUTOMATIC)),
		`${mention}?.["assignedAgent"] ? "@assigned agent" : ""`,
		`${mention}?.["onDuty"] === true ? "@on duty" : ""`,
		`${mention}?.["everybody"] === true ? "@everybody" : Object.values(${mention} ?? []).some((whom) => ${isFixedText('whom')} || String(whom).startsWith("=")) ? "with mentions" : ""`,
	);
}
