import type { INodeProperties } from 'n8n-workflow';

import { FURTHER_ROBOTS } from '../../../src/robots/severalRobots';
import { choiceProperty, textProperty } from './propertyBuilders';

/* The fields that the credentials of several robots have. */

/**
 * Under the name of the field that n8n adds to a credential that authenticates
 * requests, "Allowed HTTP Request Domains". Only the robot uses the credential:
 * with n8n's HTTP Request node, whoever may use it could send its secret to any
 * address.
 */
export const onlyForTheRobot: INodeProperties = {
	displayName: 'Allowed HTTP Request Domains',
	name: 'allowedHttpRequestDomains',
	type: 'hidden',
	default: 'none',
};

/** What is pasted from the group: an address, or the part of it that is secret. */
export function addressProperty(
	property: Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'placeholder'>,
): INodeProperties {
	return textProperty({ typeOptions: { password: true }, required: true, ...property });
}

/** Several robots of one group. @param example a whole URL of one. @param isSigned whether its secret stands behind it. */
export function furtherRobotsProperty(example: string, isSigned = false): INodeProperties {
	const secret = isSigned ? ' If it signs, put a space and its signing secret after the URL.' : '';
	return textProperty({
		displayName: 'Further Robots',
		name: FURTHER_ROBOTS,
		typeOptions: { password: true, rows: 3 },
		placeholder: `e.g. ${example}${isSigned ? ' SECRET' : ''}`,
		description: `Other robots of the same group, to send more messages a minute. Enter the whole URL of each, one per line.${secret}`,
		hint: 'The node spreads its messages over all robots',
	});
}

export function baseUrlProperty(
	defaultUrl: string,
	description = 'Only for a proxy. Replaces the host of the URL you entered.',
): INodeProperties {
	return textProperty({
		displayName: 'Base URL',
		name: 'baseUrl',
		default: defaultUrl,
		description,
	});
}

/** Secret, keyword, region and base URL: what robots have that sign their messages. */
export function signedRobotProperties(robot: {
	secret: Pick<INodeProperties, 'description' | 'placeholder'>;
	keyword: string;
	/** The first is the default. */
	regions: Array<{ name: string; value: string }>;
	region: string;
	placeholder: string;
	/** The URL of one, as an example. */
	further: string;
}): INodeProperties[] {
	return [
		textProperty({
			displayName: 'Signing Secret',
			name: 'secret',
			typeOptions: { password: true },
			...robot.secret,
		}),
		furtherRobotsProperty(robot.further, true),
		textProperty({ displayName: 'Keyword', name: 'keyword', description: robot.keyword }),
		...regionProperties({
			regions: robot.regions,
			region: robot.region,
			placeholder: robot.placeholder,
			replaces: 'the region and the host of the URL you entered',
		}),
	];
}

/** Where a platform is: one of its regions, or another host in its place. @param regions the first is the default. */
export function regionProperties({
	regions,
	region,
	placeholder,
	replaces = 'the region',
}: {
	regions: Array<{ name: string; value: string }>;
	/** For people: whose region it is. */
	region: string;
	placeholder: string;
	/** What the host replaces. */
	replaces?: string;
}): INodeProperties[] {
	return [
		choiceProperty({
			displayName: 'Region',
			name: 'baseUrl',
			options: regions,
			default: regions[0].value,
			description: region,
		}),
		textProperty({
			displayName: 'Base URL',
			name: 'customBaseUrl',
			placeholder,
			description: `Only for a private deployment or a proxy. Replaces ${replaces}.`,
		}),
	];
}
