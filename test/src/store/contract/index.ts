import { escalationContract } from './escalations';
import { inboxContract } from './inbox';
import type { StorePlace } from './place';
import { recordContract } from './records';
import { transactionContract } from './transactions';

export type { StorePlace } from './place';

/** What every store has to keep to, whatever it is made of. */
export function storeContract(place: StorePlace): void {
	describe('transactions', () => transactionContract(place));
	describe('the inbox', () => inboxContract(place));
	describe('escalations', () => escalationContract(place));
	describe('records', () => recordContract(place));
}
