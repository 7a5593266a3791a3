import { readAddressList } from '../../src/addressList';

const includes = (text: string, address: string) => {
	const reading = readAddressList(text);
	if (!reading.ok) throw new Error(reading.entry);
	return reading.list.includes(address);
};

describe('a list of addresses', () => {
	const text = '203.0.113.7, 198.51.100.0/24\n2001:db8::/32;2001:dead::1';

	it.each(['203.0.113.7', '198.51.100.0', '198.51.100.255', '2001:db8:1::5', '2001:dead::1'])(
		'includes %s',
		(address) => {
			expect(includes(text, address)).toBe(true);
		},
	);

	it('includes an IPv4 address that comes as IPv6', () => {
		expect(includes(text, '::ffff:203.0.113.7')).toBe(true);
		expect(includes(text, '::ffff:203.0.113.8')).toBe(false);
	});

	it.each(['203.0.113.8', '198.51.101.0', '2001:db9::1', '2001:dead::2', '', 'localhost'])(
		'does not include %p',
		(address) => {
			expect(includes(text, address)).toBe(false);
		},
	);

	it.each(['example.org', '1.2.3', '10.0.0.0/33', '::1/129', '10.0.0.0/', '10.0.0.0/8/8', '1/x'])(
		'is not read when %s is in it',
		(entry) => {
			expect(readAddressList(`127.0.0.1, ${entry}`)).toEqual({ ok: false, entry });
		},
	);
});
