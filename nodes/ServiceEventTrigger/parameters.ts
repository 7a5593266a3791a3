import { NodeOperationError, type IWebhookFunctions, type ITriggerFunctions } from 'n8n-workflow';

import { readAddressList, type AddressList } from '../../src/addressList';
import type { EventFilter } from '../../src/events/filter';
import { isSigned } from '../../src/events/signature/hmac';
import type { HmacOptions, CustomSignature } from '../../src/events/signature/signature';
import type { CustomMapping } from '../../src/events/customMapping';
import type { EventKind } from '../../src/events/serviceEvent';
import type { SharedSecret } from '../../src/events/signature/sharedSecret';
import type { EventSource, SourceSettings } from '../../src/events/source';
import { eventSources } from '../../src/events/sources';
import { DEFAULT_QUOTA, type Quota } from '../../src/inbox/quota';
import { own } from '../../src/own';
import { MINUTE } from '../../src/time/duration';
import { entriesOf } from '../../src/text/list';
import { mappingFrom } from './mappingParameters';

/** The value of "Source" that stands for all of them. */
export const DETECT = 'detect';

/**
 * The usual names of accounts that reply automatically, and those that GitLab
 * gives to the bots of access tokens and to service accounts.
 */
export const DEFAULT_BOT_ACCOUNTS =
	'*[bot], *-bot, *_bot, *-robot, *-ci, *_ci, project_*_bot_*, group_*_bot_*, service_account_*';

const MEBIBYTE = 1024 * 1024;

type Node = IWebhookFunctions | ITriggerFunctions;

interface TriggerOptions {
	allowedAddresses?: string;
	botAccounts?: string;
	largestBody?: number;
	mostStored?: number;
	mostWaiting?: number;
	signatureAge?: number;
}

export type Authentication =
	| { type: 'none' }
	| { type: 'signature' }
	| ({ type: 'shared' } & SharedSecret);

/**
 * The sources that may send here: the chosen one, or all that can be told apart.
 *
 * @throws when the source does not exist: n8n does not check.
 */
export function possibleSources(node: Node): EventSource[] {
	const id = node.getNodeParameter('source') as string;
	if (id === DETECT) return Object.values(eventSources).filter((source) => source.id !== 'custom');
	const chosen = own(eventSources, id);
	if (chosen) return [chosen];
	throw new NodeOperationError(node.getNode(), `The source "${id}" does not exist`, {
		description: 'Choose one under Source.',
	});
}

/** @throws when the value does not exist: n8n does not check it, and such a node would let everybody in. */
export function authenticationOf(node: Node): Authentication {
	const chosen = node.getNodeParameter('authentication') as string;
	switch (chosen) {
		case 'header':
			return { type: 'shared', in: 'header', name: node.getNodeParameter('headerName') as string };
		case 'query':
			return { type: 'shared', in: 'query', name: node.getNodeParameter('queryName') as string };
		case 'signature':
			return { type: 'signature' };
		case 'none':
			return { type: 'none' };
		default:
			throw new NodeOperationError(
				node.getNode(),
				`The authentication "${chosen}" does not exist`,
				{
					description: 'Choose one under Authentication: none, header, query or signature.',
				},
			);
	}
}

/** Bytes; Infinity for whatever n8n itself takes. */
export function largestBodyOf(webhook: IWebhookFunctions): number {
	return Math.floor((optionsOf(webhook).largestBody ?? Infinity) * MEBIBYTE);
}

/** What may wait for its execution. */
export function quotaOf(webhook: IWebhookFunctions): Quota {
	const { mostWaiting, mostStored } = optionsOf(webhook);
	return {
		events: atLeastOne(mostWaiting) ?? DEFAULT_QUOTA.events,
		bytes: (atLeastOne(mostStored) ?? DEFAULT_QUOTA.bytes / MEBIBYTE) * MEBIBYTE,
	};
}

/** n8n does not check what was imported: with less than one nothing would ever be taken. */
function atLeastOne(given: unknown): number | undefined {
	return Number(given) >= 1 ? Number(given) : undefined;
}

/** @returns undefined when requests may come from anywhere. @throws when an entry of the list is no address. */
export function allowedAddressesOf(node: Node): AddressList | undefined {
	const { allowedAddresses } = optionsOf(node);
	if (!allowedAddresses?.trim()) return undefined;
	const reading = readAddressList(allowedAddresses);
	if (reading.ok) return reading.list;
	throw new NodeOperationError(
		node.getNode(),
		`"${reading.entry}" in Allowed IP Addresses is neither an IP address nor a network`,
		{ description: 'Enter addresses such as 203.0.113.7 and networks such as 198.51.100.0/24.' },
	);
}

/** Milliseconds; undefined for what the source documents. */
export function signatureAgeOf(webhook: IWebhookFunctions): number | undefined {
	const { signatureAge } = optionsOf(webhook);
	return signatureAge === undefined ? undefined : signatureAge * MINUTE;
}

export function filterOf(webhook: IWebhookFunctions): EventFilter {
	const filters = webhook.getNodeParameter('filters', {}) as Record<string, unknown>;
	// What was chosen for another source, before this one was, must not keep everything out.
	const possible = possibleSources(webhook).flatMap(({ kinds }) => kinds);
	const kinds = (filters.events as EventKind[] | undefined) ?? [];
	return {
		sources: (filters.sources as string[] | undefined) ?? [],
		kinds: kinds.filter((kind) => possible.includes(kind)),
		repositories: entriesOf(filters.repositories, 'names'),
		branches: entriesOf(filters.branches, 'names'),
		projects: entriesOf(filters.projects, 'names'),
	};
}

/** How a custom source signs; undefined for all others. @throws when what counts would not be signed. */
export function customSignatureOf(node: Node): CustomSignature | undefined {
	if (node.getNodeParameter('source') !== 'custom') return undefined;
	const header = () => lowerCase(node.getNodeParameter('signatureHeader')) ?? '';
	switch (node.getNodeParameter('signatureFormat', 'hmac')) {
		case 'standardWebhooks':
			return { format: 'standardWebhooks' };
		case 'timestamped':
			return { format: 'timestamped', header: header() };
		default:
			return { format: 'hmac', header: header(), ...hmacDetailsOf(node) };
	}
}

function hmacDetailsOf(node: Node): Omit<HmacOptions, 'header'> {
	const details = node.getNodeParameter('signatureDetails', {}) as Record<string, string>;
	const signed = details.signedText || '{body}';
	const timestampHeader = lowerCase(details.timestampHeader);
	const idHeader = lowerCase(details.idHeader);
	const refuse = (message: string, description: string) => {
		throw new NodeOperationError(node.getNode(), message, { description });
	};
	if (!isSigned(signed, '{body}')) {
		refuse(
			'Signed Text does not have {body}',
			'Anybody could send another body with a signature that they caught. Write what the source signs, such as {timestamp}.{body}.',
		);
	}
	if (timestampHeader && !isSigned(signed, '{timestamp}')) {
		refuse(
			'There is a Timestamp Header, but Signed Text does not have {timestamp}',
			'Anybody could change a time that is not signed. Write what the source signs, such as {timestamp}.{body}, or leave the header out.',
		);
	}
	for (const [part, from, name] of [
		['{timestamp}', timestampHeader, 'Timestamp Header'],
		['{id}', idHeader, 'ID Header'],
	] as const) {
		if (!from && isSigned(signed, part)) {
			refuse(
				`Signed Text contains ${part}, but ${name} is empty`,
				`Enter the header in which the source sends it under ${name}.`,
			);
		}
	}
	return {
		prefix: details.prefix,
		algorithm: (details.algorithm as HmacOptions['algorithm'] | undefined) ?? 'sha256',
		encoding: (details.encoding as HmacOptions['encoding'] | undefined) ?? 'hex',
		signed,
		timestampHeader,
		idHeader,
		tolerance: 5 * MINUTE,
	};
}

/** The name of a header as the requests have it; undefined where there is none. */
function lowerCase(name: unknown): string | undefined {
	return (
		String(name ?? '')
			.trim()
			.toLowerCase() || undefined
	);
}

/** Some parameters are expressions on the request: these are evaluated here. @throws when one fails. */
export function settingsOf(webhook: IWebhookFunctions): SourceSettings {
	const settings = {
		isTest: webhook.getMode() === 'manual',
		botAccounts: entriesOf(optionsOf(webhook).botAccounts ?? DEFAULT_BOT_ACCOUNTS, 'names'),
	};
	switch (webhook.getNodeParameter('source') as string) {
		case 'custom':
			return { ...settings, mapping: mappingOf(webhook) };
		case 'dceUsers':
			return {
				...settings,
				// Not asked for where the body is one of one's own.
				userAction: (webhook.getNodeParameter('userAction', '') as string) || undefined,
				mapping: webhook.getNodeParameter('messageBody') === 'own' ? mappingOf(webhook) : undefined,
			};
		case 'groupRobot':
			return {
				...settings,
				conversationLine: (webhook.getNodeParameter('conversationLine') as string) || undefined,
				statusLine: (webhook.getNodeParameter('statusLine', '') as string) || undefined,
				repliedWords: entriesOf(webhook.getNodeParameter('repliedWords'), 'names'),
			};
		default:
			return {
				...settings,
				// Asked for where bodies do not say it.
				siteUrl: (webhook.getNodeParameter('siteUrl', '') as string) || undefined,
			};
	}
}

function mappingOf(webhook: IWebhookFunctions): CustomMapping {
	return mappingFrom({
		written: (parameter) => webhook.getNodeParameter(parameter, '', { rawExpressions: true }),
		evaluated: (parameter) => webhook.getNodeParameter(parameter, ''),
	});
}

function optionsOf(node: Node): TriggerOptions {
	return node.getNodeParameter('options', {}) as TriggerOptions;
}
