import { projectOf, visitorOf } from '../../../src/escalation/about';

test.each([
	[{ name: 'Visitor15', nickname: 'Xiao Ming', id: '7' }, 'Visitor15'],
	[{ nickname: 'Xiao Ming', id: '7' }, 'Xiao Ming'],
	[{ name: '', id: '7' }, '7'],
	[{}, undefined],
	[undefined, undefined],
	['not of our shape', undefined],
])('of %j people know the customer as %s', (visitor, name) => {
	expect(visitorOf({ visitor })).toBe(name);
});

test.each([
	[{ name: 'my-shop' }, 'my-shop'],
	[undefined, undefined],
	[7, undefined],
])('of %j the project is %s', (project, name) => {
	expect(projectOf({ project })).toBe(name);
});
