import { action, error, read, request, URL } from './readFacts';

describe('an action', () => {
	const click = (fields: object) => read('actions', { type: 'click', ...fields });

	it.each<[entry: object, text: string]>([
		[{ text: 'Pay', label: 'x' }, "Clicked 'Pay'"],
		[{ name: 'x', view: { text: 'Pay' } }, "Clicked 'x'"],
		[{ field: 'Pay', message: 'x' }, "Clicked 'Pay'"],
		[{ elementLabel: 'Pay' }, "Clicked 'Pay'"],
		[{ on: 'Pay' }, "Clicked 'Pay'"],
		[{ node: 'Pay' }, "Clicked 'Pay'"],
		[{ message: 'Pay' }, "Clicked 'Pay'"],
		[{ label: 'Pay', ariaLabel: 'x' }, "Clicked 'Pay'"],
		[{ ariaLabel: 'Pay', element: 'x' }, "Clicked 'Pay'"],
		...['text', 'innerText', 'textContent', 'label', 'ariaLabel', 'aria-label', 'name'].map(
			(name): [object, string] => [{ element: { id: 'x', [name]: ' Pay ' } }, "Clicked 'Pay'"],
		),
		[{ element: { id: 'pay', tagName: 'B' } }, "Clicked 'pay'"],
		[{ element: { selector: '#pay', tagName: 'B' } }, 'Clicked #pay'],
		[{ element: { tagName: 'BUTTON' } }, "Clicked 'BUTTON'"],
		[{ element: {}, target: 'Pay' }, "Clicked 'Pay'"],
		[{ selector: 'button.pay', name: 'x' }, 'Clicked button.pay'],
		[{ selector: 'main > button[title="Pay"]' }, "Clicked 'Pay'"],
		[{ selector: 'input[placeholder="Pay"]' }, "Clicked 'Pay'"],
		[{ selector: 'img[alt="Pay"]' }, "Clicked 'Pay'"],
		[{ field: 'pay', name: 'x' }, "Clicked 'pay'"],
		[{ name: 'pay', message: 'x' }, "Clicked 'pay'"],
		[{ target: 7 }, "Clicked '7'"],
		[{ target: 'element 7' }, 'Clicked element 7'],
		[{ target: 'element 7 of 9' }, "Clicked 'element 7 of 9'"],
		[{ target: 'an element 7' }, "Clicked 'an element 7'"],
		[{ target: 'v2.0 is out' }, "Clicked 'v2.0 is out'"],
		[{ target: 'Pay (see a.b' }, "Clicked 'Pay (see a.b'"],
	])('is at an element: %j', (entry, text) => {
		expect(click(entry)).toEqual([action(text)]);
	});

	it.each([{}, { target: ' ' }, { target: [] }, { element: {} }, { name: 'click' }])(
		'without an element is not guessed at: %j',
		(entry) => {
			expect(click(entry)).toEqual([]);
		},
	);

	const kinds = (words: string, text: string) => words.split(' ').map((word) => [word, text] as const);

	it.each([
		...kinds('click clicked tap tapped press pressed dblclick doubleClick touch touched', "Clicked 'Pay'"),
		...kinds('ui.click dom.click user_click mouse.click keyboard.press button.click', "Clicked 'Pay'"),
		...kinds('linkClick $click user.mouse.click', "Clicked 'Pay'"),
		...kinds('input change changed fill filled type typed select selected', 'Typed into Pay'),
		...kinds('selectOption check checked uncheck unchecked ui.input', 'Typed into Pay'),
		...kinds('submit submitted ui.submit formSubmit', 'Submitted Pay'),
	])('is known by the word %s', (word, text) => {
		expect(read('actions', { type: word, target: 'Pay' })).toEqual([action(text)]);
		expect(read('consoleLog', { type: word, target: 'Pay' })).toEqual([action(text)]);
	});

	it.each(
		'navigation navigate navigated goto pageview page_view pageLoad route routeChange pushState replaceState popstate hashchange load'.split(
			' ',
		),
	)('is a page by the word %s', (type) => {
		expect(read('actions', { type, to: URL })).toEqual([{ kind: 'page', url: URL }]);
		for (const key of [
			'href',
			'uri',
			'url',
			'newUrl',
			'pageUrl',
			'currentUrl',
			'destination',
			'location',
			'path',
			'page',
		])
			expect(read('actions', { type, [key]: URL })).toEqual([{ kind: 'page', url: URL }]);
		expect(read('actions', { type, to: 'a page' })).toEqual([]);
		expect(read('actions', { type })).toEqual([]);
	});

	it.each(
		'scroll focus blur hover mousemove pointerdown touchend keydown resize visibilitychange scrollend ui.scroll ui.focus'.split(
			' ',
		),
	)('is no step by the word %s', (type) => {
		expect(read('actions', { type, target: 'Pay' })).toEqual([{ kind: 'other' }]);
	});

	it.each([
		{ category: 'ui', type: 'event', action: 'click' },
		{ type: 'dom', event: 'click' },
		{ kind: 'click' },
		{ interaction: 'click' },
		{ name: 'click' },
	])('may be named beside other words: %j', (entry) => {
		expect(read('actions', { ...entry, target: 'Pay' })).toEqual([action("Clicked 'Pay'")]);
	});

	it.each(
		'xclick clicks ui.click2 uixclick gui.click uix.click ui.x.click submits dance xscroll xmousemove loads'.split(
			' ',
		),
	)('is not guessed at: %s', (type) => {
		expect(read('actions', { type, target: 'Pay', url: URL })).toEqual([]);
	});

	it('is none in the network log, nor in what says that it is of the console', () => {
		expect(read('networkLog', { type: 'load', url: URL, status: 200 })).toEqual([
			request({ url: URL, status: 200, outcome: 'fine' }),
		]);
		expect(read('consoleLog', { category: 'console', type: 'click', level: 'error', message: 'x' })).toEqual([
			error('x'),
		]);
	});

	it.each([
		{ text: 'hunter2', target: 'Email' },
		{ text: 'hunter2', element: { text: 'hunter2', innerText: 'hunter2', name: 'Email' } },
	])('does not tell what was typed: %j', (entry) => {
		expect(read('actions', { type: 'input', ...entry })).toEqual([action('Typed into Email')]);
		expect(read('actions', { type: 'input', text: 'hunter2' })).toEqual([]);
	});

	it.each([
		[{ target: '<input type="password" value="hunter2">' }, 'Typed into input'],
		[{ target: '<input type="password" id="pw" value="hunter2">' }, 'Typed into pw'],
		[{ target: '<textarea name="note">hunter2</textarea>' }, 'Typed into note'],
		[{ target: '<div contenteditable>hunter2</div>' }, 'Typed into div'],
		[{ message: "Typed 'hunter2' into #pw", selector: '#pw' }, 'Typed into #pw'],
		[{ target: 'input#pw[value="hunter2"]' }, 'Typed into input#pw'],
		[{ message: 'form > input[value="hunter2"]' }, 'Typed into form > input'],
		[{ details: { value: 'hunter2', label: 'Email', innerText: 'hunter2' } }, 'Typed into Email'],
	])('shows the name, the id or the label of what was typed into alone: %j', (entry, text) => {
		expect(read('actions', { type: 'input', ...entry })).toEqual([action(text)]);
	});

	it.each([
		{ target: { tagName: 'TEXTAREA', text: 'hunter2', name: 'note' } },
		{ target: { tag: 'input', text: 'hunter2', name: 'note' } },
		{ target: '<textarea name="note">hunter2</textarea>' },
	])('does not tell what stands in a field that was clicked: %j', (entry) => {
		expect(click(entry)).toEqual([action("Clicked 'note'")]);
		expect(click({ target: 'textarea', text: 'hunter2' })).toEqual([action("Clicked 'textarea'")]);
	});

	it('may be at markup', () => {
		expect(click({ target: '<button class="a">Pay now</button>' })).toEqual([action("Clicked 'Pay now'")]);
		expect(click({ target: '<button aria-label="Pay">x</button>' })).toEqual([action("Clicked 'Pay'")]);
		expect(click({ target: '<h1> Pay </h1>' })).toEqual([action("Clicked 'Pay'")]);
		expect(click({ target: '<input value="hunter2">' })).toEqual([action("Clicked 'input'")]);
		expect(click({ target: '<div class="a" contenteditable>hunter2</div>' })).toEqual([
			action("Clicked 'div'"),
		]);
	});

	it.each([
		...["Typed 'hunter2' into #pw", 'hunter2 > ', ' > hunter2', 'x form > input', 'form > input x'].map(
			(message) => ({ message }),
		),
		...[{ value: 'hunter2' }, { text: 'a > hunter2' }],
	])('without a name of the element is not guessed at: %j', (entry) => {
		expect(read('actions', { type: 'input', ...entry })).toEqual([]);
	});
});
