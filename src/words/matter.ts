import { customerOf, type ToldEvent } from '../events/toldEvent';

/**
 * What waits. `customer`: somebody who is known, or a message of which nothing
 * else is. `message`: one of nobody that is known, which has a title. `missing`:
 * what is expected, and did not come.
 */
export type Matter =
	| 'customer'
	| 'message'
	| 'alert'
	| 'ticket'
	| 'issue'
	| 'pullRequest'
	| 'missing'
	| 'other';

export function matterOf(event: ToldEvent): Matter {
	if (event.missing) return 'missing';
	const [area] = (event.kind ?? 'message.unreplied').split('.');
	switch (area) {
		case 'alert':
		case 'ticket':
		case 'issue':
		case 'pullRequest':
			return area;
		case 'message':
		case 'form':
		case 'customer':
		case 'lead':
			return customerOf(event) === undefined && hasTitle(event) ? 'message' : 'customer';
		default:
			return 'other';
	}
}

function hasTitle({ title }: ToldEvent): boolean {
	return title !== undefined && title.trim() !== '';
}
