import { KnownChats } from '../../../../src/store/knownChats';
import { OpenStore, type StorePlace } from './place';

/** What is changed by what it was: several do so at once. */
export function atOnceContract(place: StorePlace): void {
	const open = new OpenStore(place);

	test('no chat is lost in which an app was spoken to', async () => {
		const chats = new KnownChats(open.store);
		const ids = Array.from({ length: 12 }, (_, n) => `chat ${n}`);
		const noted = await Promise.all(
			ids.map(async (id) => await chats.note('dingTalk ding1', { id, title: id }, 'help')),
		);
		expect(noted).toEqual(ids.map(() => true));
		const known = await chats.of('dingTalk ding1');
		expect(known.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
	});
}
