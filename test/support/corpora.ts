import type { Program } from '../../src/domain/curriculum/index.js'

/** Teaching material of one kind, with a brief for it. */
export interface Corpus {
  readonly brief: Program
  readonly files: { readonly [name: string]: string }
}

/** One long document with sections, like a chapter of a textbook. */
export const CHAPTER: Corpus = {
  brief: {
    title: 'Photosynthesis for Beginners',
    level: 'introductory',
    language: 'en',
    totalHours: 6,
    audience: 'School leavers',
    aims: ['Explain how plants make sugar from light', 'Predict how conditions change the rate of photosynthesis'],
  },
  files: {
    'photosynthesis.md':
      '# Photosynthesis\n\n## What plants need\n\nPhotosynthesis is the process by which green plants turn light into chemical energy. Plants take in carbon dioxide through small openings in their leaves. **Stomata** are the small openings in the surface of a leaf through which gases pass. Water reaches the leaf through the xylem, which carries it upwards from the roots. The xylem is the tissue that transports water and minerals from the roots to the leaves. The rate of photosynthesis depends on light, temperature and the amount of carbon dioxide. A leaf closes its stomata when water is scarce, because open stomata lose water. As a result, less carbon dioxide enters the leaf.\n\nMost of the light that reaches a leaf is not used. Green light is largely reflected, which is why leaves look green. Chlorophyll absorbs mainly red and blue light.\n\n## Where it happens\n\nPhotosynthesis takes place in the chloroplasts. A **chloroplast** is an organelle that contains chlorophyll and carries out photosynthesis. **Chlorophyll** is the green pigment that absorbs the energy of light. Inside each chloroplast there are stacks of membranes. A **thylakoid** is a flattened membrane sac in which the light reactions take place. The **stroma** is the fluid that surrounds the thylakoids inside a chloroplast. Plant cells in the upper layer of the leaf contain most of the chloroplasts.\n\n## The light reactions\n\nThe light reactions convert the energy of light into chemical energy. They split water and release oxygen. **Photolysis** is the splitting of water molecules by the energy of light. The light reactions produce ATP and NADPH. **ATP** is a molecule that carries energy within cells. Oxygen leaves the leaf through the stomata. The light reactions stop in the dark because no energy reaches the pigments.\n\n## The Calvin cycle\n\nThe Calvin cycle uses ATP and NADPH to build sugar from carbon dioxide. The **Calvin cycle** is a series of reactions that builds sugar from carbon dioxide. The enzyme rubisco binds carbon dioxide to a sugar with five carbon atoms. An **enzyme** is a protein that speeds up a chemical reaction without being used up. Plants store sugar as starch. **Starch** is a large carbohydrate in which plants store glucose. The Calvin cycle does not need light directly, but it depends on the products of the light reactions.\n\n## Limiting factors\n\nA **limiting factor** is a condition that keeps a process from going faster. At low light, light is the limiting factor. At high light, carbon dioxide often limits the rate. Enzymes lose their shape when the temperature rises too far. Farmers raise the carbon dioxide in greenhouses to increase the yield. The yield falls when water is scarce, since the stomata close.\n\nTo measure the rate of photosynthesis:\n\n1. Cut a piece of pondweed and place it in a beaker of water.\n2. Add a little sodium hydrogen carbonate to the water.\n3. Place a lamp at a known distance from the water.\n4. Wait five minutes until the bubbles rise steadily.\n5. Count the bubbles of oxygen that rise in one minute.\n\n## Exercises\n\n### Exercise 1\n\nA student moves the lamp twice as far away from the pondweed. What happens to the number of bubbles, and why?\n\n#### Solution\n\nThe number of bubbles falls. Less light reaches the plant, so the light reactions split less water and release less oxygen.\n\n## Summary\n\n- Photosynthesis turns light, water and carbon dioxide into sugar and oxygen.\n- The light reactions take place in the thylakoids and the Calvin cycle takes place in the stroma.\n- The factor that is in shortest supply limits the rate of photosynthesis.\n',
  },
}

/** Twenty notes of one page, in no order. */
export const NOTES: Corpus = {
  brief: {
    title: 'Personal Finance',
    level: 'intermediate',
    language: 'en',
    totalHours: 12,
    audience: 'Adults',
    aims: ['Manage a household budget', 'Compare ways to save and invest', 'Judge the risk of loans'],
  },
  files: {
    'bankruptcy.md':
      '# Bankruptcy\n\n**Bankruptcy**: a legal state of people or firms that cannot pay their debts.\n\nBankruptcy ends most debts after some years. A court decides on bankruptcy. Bankruptcy stays in the credit record for years.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'bond.md':
      '# Bond\n\n**Bond**: a certificate of a loan to a company or a state.\n\nA bond pays fixed interest until it ends. The price of a bond falls when interest rates rise. Bonds of safe states pay little.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'budget.md':
      '# Budget\n\n**Budget**: a plan of the money that a household expects to receive and to spend.\n\nA budget shows where money goes before it is spent. People who keep a budget save more than those who do not. A budget fails when fixed costs are forgotten.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'credit-card.md':
      '# Credit card\n\n**Credit card**: a card with which people pay now and settle later.\n\nA credit card is convenient but expensive when the bill is not paid in full. The bank sends a bill each month. Late payment harms the credit score.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'credit-score.md':
      '# Credit score\n\n**Credit score**: a number that tells lenders how likely a person is to pay back.\n\nA credit score rises when bills are paid on time. Lenders check the credit score before they lend. Many requests in a short time lower the score.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'deposit.md':
      '# Deposit\n\n**Deposit**: a sum that is paid at the beginning as a first part or security.\n\nTenants pay a deposit before they move in. A deposit is returned when nothing is damaged. Banks protect a deposit up to a limit.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'direct-debit.md':
      '# Direct debit\n\n**Direct debit**: an order that lets a firm collect money from an account.\n\nDirect debit suits bills that change each month. A wrong direct debit can be returned within eight weeks. The account needs enough money on the day.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'dividend.md':
      '# Dividend\n\n**Dividend**: a part of the profit that a company pays to its owners.\n\nCompanies pay a dividend once or several times a year. A dividend is not guaranteed. Young companies often keep their profit instead of paying a dividend.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'emergency-fund.md':
      '# Emergency fund\n\n**Emergency fund**: a reserve of money for costs that nobody expected.\n\nAn emergency fund covers three months of costs. The money should be kept where it can be reached at once. An emergency fund prevents expensive loans.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'fund.md':
      '# Fund\n\n**Fund**: a pool of money from many people that is invested together.\n\nA fund spreads risk over many companies. The manager of a fund takes a yearly fee. Index funds cost less because nobody chooses the shares.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'inflation.md':
      '# Inflation\n\n**Inflation**: a lasting rise in the general level of prices.\n\nInflation reduces what money can buy. Central banks raise the rate of interest to slow inflation. Savers lose when inflation is higher than interest.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'insurance.md':
      '# Insurance\n\n**Insurance**: a contract in which a company takes over a risk for a fee.\n\nInsurance spreads the cost of rare events over many people. The premium depends on the risk. A high excess lowers the premium.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'interest.md':
      '# Interest\n\n**Interest**: the price that a borrower pays for the use of money.\n\nBanks pay interest on savings. Interest grows faster when it is added to the sum each month. The rate of interest depends on the risk of the loan.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'loan.md':
      '# Loan\n\n**Loan**: a sum of money that is lent and has to be paid back.\n\nA loan is paid back in instalments. Each instalment contains interest and a part of the sum. Lenders ask for security when the sum is large.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'mortgage.md':
      '# Mortgage\n\n**Mortgage**: a loan for a house that serves as security.\n\nA mortgage runs for many years. The bank may sell the house when payments stop. A larger deposit lowers the rate of a mortgage.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'net-worth.md':
      '# Net worth\n\n**Net worth**: the value of everything that a person owns minus all debts.\n\nNet worth shows financial health better than income. Net worth falls when debts grow. People should work out their net worth once a year.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'pension.md':
      '# Pension\n\n**Pension**: a regular payment to people who have retired.\n\nA pension depends on how long people have paid in. Many firms add to the pension of their staff. Saving early makes a pension much larger.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'share.md':
      '# Share\n\n**Share**: a part of a company that can be bought and sold.\n\nShares rise and fall in price every day. The owner of a share receives a part of the profit. Shares suit people who can wait for years.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'standing-order.md':
      '# Standing order\n\n**Standing order**: an order to a bank to pay the same sum at regular times.\n\nA standing order suits rent because the sum stays the same. The payer can stop a standing order at any time. Banks carry out a standing order on a fixed day.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
    'tax.md':
      '# Tax\n\n**Tax**: a payment that people and firms have to make to the state.\n\nIncome tax rises with income in most countries. Employers often deduct tax from wages. A tax return corrects what was paid too much.\n\nQuestions to think about\n\nWhich decision in your own life does this change?\n',
  },
}

/** A manual full of commands. */
export const MANUAL: Corpus = {
  brief: {
    title: 'Containers at Work',
    level: 'introductory',
    language: 'en',
    totalHours: 4,
    audience: 'Administrators',
    aims: ['Run and stop containers', 'Build and publish images'],
  },
  files: {
    'containers.md':
      '# Managing containers\n\nThe container tool runs programs in isolated environments.\n\n## Starting\n\nUse `pod run` to start a container from an image. The `pod run` command downloads the image if it is missing. The `--detach` option runs the container in the background. The `--name` option gives the container a name. The `--rm` option removes the container after it stops.\n\n```bash\n$ pod run --detach --name web nginx\n```\n\nTo publish a website:\n\n```bash\n$ pod build site\n$ pod tag site registry/site\n$ pod push registry/site\n```\n\n## Inspecting\n\n`pod ps` lists all running containers. `pod logs` shows the output of a container. `pod stats` displays the memory and processor use of each container. `pod inspect` prints the settings of a container in JSON format.\n\n## Stopping\n\n`pod stop` ends a container after a grace period. `pod kill` ends a container at once. `pod rm` removes a stopped container. `pod prune` deletes all stopped containers and unused images.\n\nTo replace a running container:\n\n1. Stop the old container with `pod stop`.\n2. Remove the old container with `pod rm`.\n3. Pull the new image from the registry.\n4. Start a container from the new image.\n\n## Images\n\nAn **image** is a read-only template from which containers are started. A **registry** is a server that stores images and hands them out. A **layer** is a set of changes to files that images share. `pod pull` copies an image from a registry. `pod push` copies an image to a registry. `pod build` creates an image from a build file. `pod tag` gives an image another name.\n\n## Volumes\n\nA **volume** is a folder that outlives the container that uses it. Use `pod volume create` to create a volume. `pod volume ls` lists all volumes. `pod volume rm` deletes a volume and everything in it.\n',
  },
}

/** Questions with short answers. */
export const FAQ: Corpus = {
  brief: {
    title: 'Using the Library',
    level: 'introductory',
    language: 'en',
    totalHours: 3,
    audience: 'New students',
    aims: ['Find and borrow books', 'Use electronic sources'],
  },
  files: {
    'faq.md':
      '# Library FAQ\n\n## What is an interlibrary loan?\n\nAn interlibrary loan is a service that fetches books from other libraries. It takes about one week. The fee is small because libraries share the cost.\n\n## How do I renew a book?\n\nSign in to the library account and open the list of loans. Choose the book and select the button for renewal. A book cannot be renewed when another reader has reserved it. The library renews each book at most three times.\n\n## What is a reservation?\n\nA reservation is a request to keep a book for a reader as soon as it returns. The library informs the reader by mail. A reserved book stays at the desk for seven days.\n\n## Why do I have to pay a fine?\n\nA fine is a fee that readers pay when they return a book late. Fines make sure that books come back for other readers. The fine rises with each day.\n\n## How can I find an article?\n\nUse the catalogue to search for articles by title or author. The catalogue is a database that describes everything the library owns. A call number is a code that tells where a book stands on the shelf. Articles in journals are found through the journal databases.\n\n## Can I use the library from home?\n\nReaders can open electronic books from home with their library account. A licence is an agreement that says who may read an electronic book. Some publishers allow only one reader at a time.\n\n',
  },
}

/** A text in another language. */
export const GERMAN: Corpus = {
  brief: {
    title: 'Der Wald',
    level: 'introductory',
    language: 'de',
    totalHours: 5,
    audience: 'Kinder',
    aims: ['Den Wald beschreiben', 'Tiere erkennen'],
  },
  files: {
    'wald.md':
      '# Der Wald\n\n## Lernziele\n\n- Den Boden des Waldes beschreiben\n- Tiere des Waldes erkennen und benennen\n\n## Der Boden\n\nDer Boden ist die oberste Schicht der Erde und er ist f\u00fcr die B\u00e4ume wichtig. Das Wasser wird im Boden gespeichert. Die Wurzeln halten den Boden fest und nehmen das Wasser auf.\n\n## Die B\u00e4ume\n\nDie B\u00e4ume sind mit den Pilzen verbunden. Das Laub f\u00e4llt im Herbst und wird nicht verschwendet. Ein Baum ist eine Pflanze mit einem Stamm.\n\n## Die Tiere\n\nDie Tiere leben auf den B\u00e4umen und im Boden. Der Fuchs ist nicht selten und die Eule jagt in der Nacht.\n',
  },
}
