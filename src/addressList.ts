import { BlockList, isIP } from 'node:net';

import { entriesOf } from './text/list';

/** Addresses and networks from which requests may come. */
export interface AddressList {
	includes(address: string): boolean;
}

export type AddressListReading = { ok: true; list: AddressList } | { ok: false; entry: string };

/** Reads a list such as `203.0.113.7, 198.51.100.0/24, 2001:db8::/32`. Fails by the first entry that is neither. */
export function readAddressList(text: string): AddressListReading {
	const list = new BlockList();
	for (const entry of entriesOf(text, 'words')) {
		const [address, length, ...rest] = entry.split('/');
		const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
		const longest = family === 'ipv6' ? 128 : 32;
		if (isIP(address) === 0 || rest.length > 0) return { ok: false, entry };
		if (length === undefined) {
			list.addAddress(address, family);
		} else if (/^\d{1,3}$/.test(length) && Number(length) <= longest) {
			list.addSubnet(address, Number(length), family);
		} else {
			return { ok: false, entry };
		}
	}
	return {
		ok: true,
		list: {
			includes: (address) =>
				isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'),
		},
	};
}
