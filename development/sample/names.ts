/**
 * Names for the sample's people: first names and surnames as they go together in Britain today. All are
 * made up by drawing one of each.
 */
import type { Chance } from './chance.ts';

/** A source of names, and how much of the sample comes from it. */
interface Origin {
  weight: number;
  first: string;
  last: string;
}

const ORIGINS = {
  english: {
    weight: 30,
    first:
      'Abigail Alan Amy Andrew Barbara Becky Brian Carol Charlotte Colin Daniel Debbie Denise Emma ' +
      'Gareth Gemma Hannah Heather Jack Janet Joanne Josh Karen Kelly Kevin Laura Lewis Linda Luke ' +
      'Martin Matthew Megan Natalie Nigel Pauline Phil Rachel Ryan Sandra Steph Stuart Tracey Will',
    last:
      'Ashworth Barlow Bentley Birch Bradshaw Haworth Coates Crossley Dobson Entwistle Fairhurst ' +
      'Garside Greaves Hargreaves Hepworth Holroyd Kershaw Lockwood Marsden Mellor Nuttall Ogden ' +
      'Poskitt Rawlinson Sharples Sugden Tattersall Thackray Underwood Wadsworth Whitworth Yates',
  },
  scottish: {
    weight: 10,
    first: 'Ailsa Angus Callum Catriona Eilidh Euan Fiona Fraser Isla Kirsty Morag Rory Shona',
    last: 'Abercrombie Buchanan Cargill Drummond Farquhar Galbraith Laidlaw MacAskill McKechnie Ogilvie',
  },
  welsh: {
    weight: 8,
    first: 'Aled Angharad Bethan Carys Dafydd Eleri Emyr Ffion Gethin Lowri Nerys Rhodri Sioned',
    last: 'Bevan Bowen Gwilliam Llewellyn Meredith Parry Penry Prosser Pugh Vaughan',
  },
  irish: {
    weight: 7,
    first: 'Aoife Brendan Ciaran Declan Grainne Maeve Niamh Orla Padraig Roisin Sinead',
    last: 'Brannigan Devlin McGlynn Tierney Heaney Kinsella Mulholland Rafferty Toland',
  },
  southAsianMuslim: {
    weight: 11,
    first:
      'Aisha Bilal Farah Haroon Ibrahim Khadija Rabia Rukhsana Saima Shabana Tariq Yusuf Zainab',
    last: 'Ahmed Akhtar Begum Chaudhry Hussain Iqbal Malik Mirza Qureshi Rahman Siddiqui',
  },
  southAsianHindu: {
    weight: 6,
    first: 'Anjali Deepak Kavita Meena Nikhil Priya Rajesh Sunita Vikram',
    last: 'Parekh Desai Joshi Kulkarni Mistry Nair Raval Trivedi Vyas',
  },
  sikh: {
    weight: 4,
    first: 'Amrit Gurpreet Harjit Jaspreet Manpreet Parminder Simran',
    last: 'Bains Dhaliwal Gill Grewal Sahota Sandhu Uppal',
  },
  westAfrican: {
    weight: 6,
    first: 'Abena Adaeze Chidi Folake Kofi Kwame Ngozi Sade Tunde Yaa',
    last: 'Adeyemi Agyeman Boateng Eze Mensah Nwosu Obi Ogunleye Owusu',
  },
  caribbean: {
    weight: 6,
    first: 'Beverley Carlton Delroy Jerome Marcia Nevaeh Shanice Tyrone Winston Yvonne',
    last: 'Bailey Campbell Dacosta Francis Gayle Whyte Morrison Pinnock Samuels',
  },
  eastAfrican: {
    weight: 3,
    first: 'Abdi Amina Fadumo Hodan Idil Mahad Selam Yonas',
    last: 'Abdullahi Farah Gebre Hersi Jama Tesfaye Warsame',
  },
  polish: {
    weight: 5,
    first: 'Agnieszka Bartek Dorota Kasia Magda Marek Piotr Tomasz Wiktoria',
    last: 'Czarnecki Gorski Jaworski Krol Mazur Pietrzak Sobczak Wojcik',
  },
  southEastEuropean: {
    weight: 4,
    first: 'Andrei Elena Eleni Ioana Mihai Ozlem Stavros Yiannis Zeynep',
    last: 'Dumitru Georgiou Ionescu Kaplan Kyriacou Stan Yildiz',
  },
  eastAsian: {
    weight: 4,
    first: 'Angela Grace Jasmine Kin Maricel Mei Rowena Tuan Wai',
    last: 'Bautista Chan Lam Leung Nguyen Pham Santos Tsang',
  },
} as const satisfies Record<string, Origin>;

const WEIGHTS = Object.fromEntries(
  Object.entries(ORIGINS).map(([origin, { weight }]) => [origin, weight]),
) as Record<keyof typeof ORIGINS, number>;

/** Draws this many names, no two the same. */
export function drawNames(chance: Chance, count: number): string[] {
  const names = new Set<string>();
  while (names.size < count) {
    const { first, last } = ORIGINS[chance.weigh(WEIGHTS)];
    names.add(`${chance.pick(first.split(' '))} ${chance.pick(last.split(' '))}`);
  }
  return [...names];
}
