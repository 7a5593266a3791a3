import { z } from 'zod';

import { DAY, SECOND } from '../../../src/time/duration';

/** How long a link is valid, in ms. */
export const validForSchema = z
	.number('Valid for must be a number of days')
	.min(SECOND, 'Valid for must be at least a second')
	.max(365 * DAY, 'Valid for must be at most a year');
