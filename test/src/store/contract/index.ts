import { alertContract } from './alerts';
import { atOnceContract } from './atOnce';
import { chatMessageContract } from './chatMessages';
import { claimContract } from './claims';
import { dueContract } from './due';
import { endedContract } from './ended';
import { escalationContract } from './escalations';
import { expectingContract } from './expecting';
import { findingContract } from './finding';
import { forgettingContract } from './forgetting';
import { forgettingSomebodyContract } from './forgettingSomebody';
import { inboxContract } from './inbox';
import { inboxSizeContract } from './inboxSizes';
import { outcomeContract } from './outcomes';
import { keyContract } from './keys';
import { notKeptContract } from './notKept';
import type { StorePlace } from './place';
import { rateContract } from './rates';
import { reminderContract } from './reminders';
import { replyContract } from './replies';
import { rosterContract } from './rosters';
import { sentMessageContract } from './sentMessages';
import { settingContract } from './settings';
import { transactionContract } from './transactions';

export type { StorePlace } from './place';

/** What every store has to keep to, whatever it is made of. */
export function storeContract(place: StorePlace): void {
	describe('transactions', () => transactionContract(place));
	describe('alerts', () => alertContract(place));
	describe('the inbox', () => inboxContract(place));
	describe('what waits in an inbox', () => inboxSizeContract(place));
	describe('escalations', () => escalationContract(place));
	describe('those that have ended', () => endedContract(place));
	describe('reminders', () => reminderContract(place));
	describe('what is expected', () => expectingContract(place));
	describe('what is due', () => dueContract(place));
	describe('claims', () => claimContract(place));
	describe('replies', () => replyContract(place));
	describe('what came of it', () => outcomeContract(place));
	describe('keys', () => keyContract(place));
	describe('what cannot be kept', () => notKeptContract(place));
	describe('settings', () => settingContract(place));
	describe('what several change at once', () => atOnceContract(place));
	describe('rosters', () => rosterContract(place));
	describe('rates of robots', () => rateContract(place));
	describe('sent messages', () => sentMessageContract(place));
	describe('messages of chat apps', () => chatMessageContract(place));
	describe('finding', () => findingContract(place));
	describe('forgetting', () => forgettingContract(place));
	describe('forgetting somebody', () => forgettingSomebodyContract(place));
}
