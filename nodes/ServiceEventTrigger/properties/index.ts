import type { INodeProperties } from 'n8n-workflow';

import { authenticationProperties } from './authentication';
import { eventProperties } from './events';
import { optionProperties } from './options';
import { settingProperties } from './settings';
import { sourceProperties } from './source';

export { subtitle } from './source';

export const properties: INodeProperties[] = [
	...sourceProperties,
	...authenticationProperties,
	...settingProperties,
	...eventProperties,
	...optionProperties,
];
