import type { ServiceEvent } from '../../../src/events/serviceEvent.ts';

/** One of many that come together. */
export const eventNumbered = (number: number): ServiceEvent => ({
	id: `event ${number}`,
	source: 'alertmanager',
	type: 'firing',
	kind: 'alert.firing',
	occurredAt: '2026-01-05T09:00:00.000Z',
	raw: { receiver: 'until-replied', alerts: [{ number }] },
});
