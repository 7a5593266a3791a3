import type { IAuthenticate, ICredentialType, INodeProperties } from 'n8n-workflow';

import {
	addressProperty,
	baseUrlProperty,
	onlyForTheRobot,
} from '../../../../../nodes/shared/robot/credentialProperties.ts';
import { textProperty } from '../../../../../nodes/shared/robot/propertyBuilders.ts';
import { entered } from '../../../../../src/robots/credential.ts';
import { PIGEON_BASE_URL, pigeonAddressOf } from '../robot/address.mts';

export class CarrierPigeonRobotApi implements ICredentialType {
	name = 'carrierPigeonRobotApi';

	displayName = 'Carrier Pigeon Robot API';

	properties: INodeProperties[] = [
		textProperty({ displayName: 'Loft', name: 'loft', required: true }),
		addressProperty({ displayName: 'Ring Key', name: 'key' }),
		baseUrlProperty(PIGEON_BASE_URL),
		onlyForTheRobot,
	];

	authenticate: IAuthenticate = async (fields, request) => ({
		...request,
		baseURL: pigeonAddressOf(fields).baseUrl,
		headers: { ...request.headers, 'X-Ring-Key': entered(fields, 'key') },
	});
}
