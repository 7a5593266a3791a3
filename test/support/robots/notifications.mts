import type { Notification } from '../../../src/robots/notification/notification.ts';

/** With no more than it needs. */
export function aNotification(part: Partial<Notification> = {}): Notification {
	return { title: 'Somebody waits', severity: 'warning', fields: [], links: [], ...part };
}
