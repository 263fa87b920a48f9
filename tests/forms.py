"""Invented proceedings in the forms that a Parliament has, each turn with what it is and what it replies to.

Written from what the forms are, not from what the rules find: a form that the rules miss is a rule not yet written.
"""

from __future__ import annotations

from store.model import Section
from store.parsed import ParsedDebate, Remark
from tests.parliament import debate, said

FERRIES = "The ferries of this country carry more people than anybody counts, and they do it in all weathers. "
MINISTER = "The Secretary of State for Harbours"

Form = tuple[ParsedDebate, str]
"""A debate, and for each turn the letters of its kind with the places to which it replies: `Q A0 Q0 A2`."""

LETTERS = {
    "Q": "question",
    "A": "answer",
    "T": "statement",
    "S": "speech",
    "I": "intervention",
    "C": "continuation",
    "O": "point_of_order",
    "H": "chair",
    "P": "procedural",
    "D": "division",
}


def at_length(words: int, opening: str = "") -> str:
    return f"{opening} {FERRIES * (words // 18 + 1)}".strip()


def chair(text: str) -> Remark:
    return said("Madam Deputy Speaker", text, office="Madam Deputy Speaker")


def minister(text: str, name: str = "Cy Moor") -> Remark:
    """A Minister whose office is not printed, as in newer records."""
    return said(name, text)


FORMS: dict[str, Form] = {
    "a statement on which three speak for their parties before backbenchers ask": (
        debate(
            minister(at_length(900, "With permission, Madam Deputy Speaker, I shall make a statement on the Gannet.")),
            said("Di Fell", at_length(300, "I thank the Secretary of State for advance sight of his statement.")),
            minister(at_length(200, "I thank the hon. Lady for the manner of what she said.")),
            said("Ed Vane", at_length(120, "I, too, thank the Secretary of State for early sight of the statement.")),
            minister("I am grateful to the hon. Gentleman, and the answer to each of his questions is yes."),
            chair("I call Bo Ray."),
            said("Bo Ray", "What will become of the crew?"),
            minister("They will be paid."),
        ),
        "T Q A1 Q A3 H Q A6",
    ),
    "a statement in the Lords, where two ask before the Minister answers both": (
        debate(
            said(
                "Lord Moor of Tern",
                at_length(
                    900,
                    "My Lords, with the leave of the House, I shall now repeat a Statement made in the other place.",
                ),
            ),
            said("Baroness Fell", at_length(200, "My Lords, I thank the Minister for repeating the Statement.")),
            said(
                "Lord Vane",
                at_length(150, "My Lords, I, too, thank the noble Lord. Will he tell the House who was on the bridge?"),
            ),
            said(
                "Lord Moor of Tern", at_length(200, "My Lords, I am grateful to the noble Baroness and the noble Lord.")
            ),
            said("Lord Ray", "My Lords, will the inquiry sit in public?"),
            said("Lord Moor of Tern", "My Lords, it will."),
            house="lords",
            title="MV Gannet",
        ),
        "T Q Q A1,2 Q A4",
    ),
    "a Lords oral question": (
        debate(
            said("Baroness Fell", "To ask Her Majesty’s Government what plans they have for ferries in winter."),
            said("Lord Moor of Tern", "My Lords, they will sail whenever it is safe."),
            said("Baroness Fell", "My Lords, I thank the Minister for his reply. Who decides when it is safe?"),
            said("Lord Moor of Tern", "My Lords, the master does."),
            said("Lord Ray", "My Lords, is the master not paid by the sailing?"),
            said("Noble Lords", "Oh!"),
            said("Lord Moor of Tern", "My Lords, he is not."),
            said("Lord Howe of Lode", "My Lords, it is the turn of the Cross Benches."),
            said("Lord Vane", "My Lords, I declare an interest as a passenger. Could there be a timetable?"),
            said("Lord Moor of Tern", "My Lords, there is one, and I commend it to the noble Lord."),
            house="lords",
            title="Ferries: Winter — Question",
        ),
        "Q A0 Q0 A2 Q0 P A4 P Q0 A8",
    ),
    "Prime Minister’s questions, with cries and a Leader of the Opposition who asks six times": (
        debate(
            said("Ann Lee", "If he will list his official engagements for Wednesday 4 March.", "1"),
            minister(
                "This morning I had meetings with ministerial colleagues and others. I shall have more later today.",
                "The Prime Minister",
            ),
            said("Ann Lee", "My constituents cannot get to work. When will the ferry sail?"),
            minister("It sailed this morning.", "The Prime Minister"),
            said("Di Fell", "May I join the Prime Minister in what he said about the crew? Why did the engine fail?"),
            minister("Engines do.", "The Prime Minister"),
            said("Di Fell", "That is no answer. Was he told of it in May?"),
            said("Hon. Members", "Answer!"),
            chair("Order. The Prime Minister must be heard."),
            minister("I was told in June, and acted in June.", "The Prime Minister"),
            said("Bo Ray", "What has he done for the harbour at Kirkholm?", "2"),
            minister("We have given it £4 million.", "The Prime Minister"),
            title="Engagements",
            parents=("Oral Answers to Questions", "Prime Minister"),
        ),
        "Q A0 Q0 A2 Q0 A4 Q0 P H A6 Q A10",
    ),
    "a question whose asker leaves it to another": (
        debate(
            said("Ann Lee", "What steps he is taking to repair the ferries.", "1"),
            minister("All of them are in dock."),
            said("Ann Lee", "Which will be out first?"),
            minister("The Tern."),
            said(
                "Bo Ray", "My question has been asked already, Madam Deputy Speaker, so I shall not trouble the House."
            ),
            said("Ed Vane", "Will the Minister thank the welders of Kirkholm?"),
            minister("I do, warmly."),
            parents=("Oral Answers to Questions", "Harbours"),
        ),
        "Q A0 Q0 A2 Q0 Q0 A5",
    ),
    "an urgent question to the Leader of the House for next week’s business": (
        debate(
            said("Di Fell", "Will the Leader of the House give us the forthcoming business?"),
            minister(at_length(300, "The business for the week commencing 9 March will be as follows.")),
            said("Di Fell", at_length(300, "I thank the Leader of the House for the business.")),
            minister(at_length(200, "I thank the hon. Lady.")),
            said("Bo Ray", "May we have a debate on piers?"),
            minister("My hon. Friend may apply for one."),
            said("Ed Vane", "Will the Leader of the House come to Kirkholm?"),
            minister("I have been, and shall come again."),
            title="Business of the House",
        ),
        "Q A0 Q0 A2 Q A4 Q A6",
    ),
    "a ten-minute rule Bill, opposed": (
        debate(
            said(
                "Ann Lee",
                at_length(
                    700,
                    "I beg to move, That leave be given to bring in a Bill to require ferries to "
                    "carry bells; and for connected purposes.",
                ),
            ),
            said("Bo Ray", at_length(400, "I rise to oppose the Bill, and I shall be brief.")),
            said("", "Question put (Standing Order No. 23) and agreed to."),
            said("", "Ordered, That Ann Lee, Ed Vane and Di Fell present the Bill."),
            said("", "Ann Lee accordingly presented the Bill."),
            title="Ferries (Bells)",
        ),
        "S S P P P",
    ),
    "an Adjournment debate": (
        debate(
            said("", "Motion made, and Question proposed, That this House do now adjourn."),
            said("Ann Lee", at_length(400, "I am grateful for the chance to speak of the pier at Kirkholm.")),
            said("Bo Ray", "I congratulate the hon. Lady on securing this debate. Has she walked on the pier?"),
            said("Ann Lee", at_length(300, "I have, with care.")),
            minister(at_length(300, "I congratulate the hon. Member for Kirkholm (Ann Lee) on securing this debate.")),
            said("Ann Lee", "Will the Minister give way?"),
            minister("Of course."),
            said("Ann Lee", "When will the money come?"),
            minister(at_length(200, "In April, if the House votes it.")),
            said("", "Question put and agreed to."),
            title="Kirkholm Pier",
        ),
        "P S I1 C1 S I4 C4 I4 C4 P",
    ),
    "a debate in Westminster Hall": (
        debate(
            said(
                "Ann Lee",
                at_length(
                    500,
                    "I beg to move, That this House has considered ferries in winter. It is a "
                    "pleasure to serve under your chairmanship, Mr Pritchard.",
                ),
            ),
            said("Jim Oak", "Does my hon. Friend agree that the same is true of lochs?"),
            said("Ann Lee", at_length(200, "I do.")),
            said("Bo Ray", at_length(300, "It is a pleasure to follow the hon. Member for Kirkholm.")),
            said(
                "Di Fell", at_length(300, "It is a pleasure to serve under your chairmanship. I thank all who spoke.")
            ),
            minister(
                at_length(
                    400,
                    "It is a pleasure to serve under your chairmanship, Mr Pritchard. I thank the hon. "
                    "Member for Kirkholm.",
                )
            ),
            said("Bo Ray", "Could the Minister say a word about fares?"),
            minister(at_length(60, "I shall come to fares, which are frozen.")),
            said(
                "Ann Lee", at_length(50, "I thank everybody who has taken part, and the Minister for what he promised.")
            ),
            said("", "Question put and agreed to."),
            section=Section.WESTMINSTER_HALL,
            title="Ferries: Winter",
        ),
        "S I0 C0 S S S I5 C5 S P",
    ),
    "First Minister’s questions": (
        debate(
            said(
                "Ann Lee", "To ask the First Minister what engagements he has planned for the rest of the day. (S3F-1)"
            ),
            minister("I shall meet the harbour masters of Scotland.", "The First Minister (Cy Moor)"),
            said("Ann Lee", "Will he ask them why the ferry did not sail?"),
            minister("I asked them yesterday.", "The First Minister (Cy Moor)"),
            said("The Presiding Officer", "Order."),
            said("Bo Ray", "To ask the First Minister when he will next meet the Secretary of State. (S3F-2)"),
            minister("In the near future.", "The First Minister (Cy Moor)"),
            house="scotland",
            title="First Minister’s Question Time",
        ),
        "Q A0 Q0 A2 H Q A5",
    ),
    "Report in the Lords, where a question is put before the Minister sits down": (
        debate(
            said("Baroness Fell", at_length(400, "Moved by Baroness Fell. My Lords, I beg to move Amendment 1.")),
            said("Lord Ray", at_length(200, "My Lords, I support the amendment in the name of my noble friend.")),
            said("Lord Moor of Tern", at_length(500, "My Lords, I am grateful to all noble Lords who have spoken.")),
            said("Lord Vane", "Before the noble Lord sits down, could he say whether the bells would be tested?"),
            said("Lord Moor of Tern", "My Lords, they would, once a year."),
            said(
                "Baroness Fell",
                at_length(120, "My Lords, I thank the Minister. I beg leave to withdraw the amendment."),
            ),
            said("", "Amendment 1 withdrawn."),
            house="lords",
            title="Ferries (Bells) Bill: Report",
        ),
        "S S S I2 C2 S P",
    ),
    "a statement that the Chair stops, and a point of order after it": (
        debate(
            minister(at_length(300, "With your permission, Madam Deputy Speaker, I should like to make a statement.")),
            chair("Order. The House must hear the Secretary of State."),
            minister(at_length(300, "As I was saying, the Gannet is safe.")),
            said("Di Fell", at_length(90, "I thank the Secretary of State for his statement. Is she really safe?")),
            said("", "[Interruption.]"),
            minister("She is."),
            said("Bo Ray", "On a point of order, Madam Deputy Speaker. Is it in order to call a ship “she”?"),
            chair("That is not a point of order."),
            said("Ed Vane", "Will he sail in her?"),
            minister("I shall."),
        ),
        "T H C0 Q P A3 O H Q A8",
    ),
    "a petition": (
        debate(
            said("Ann Lee", at_length(80, "I rise to present a petition on behalf of the people of Kirkholm.")),
            said("", "Following is the full text of the petition: [The petition of residents of Kirkholm …]"),
            title="Petition: Kirkholm Pier",
        ),
        "S P",
    ),
    "tributes": (
        debate(
            said("Ann Lee", at_length(200, "I knew him for thirty years, and he never once took the shorter road.")),
            said("Bo Ray", at_length(150, "It is an honour to follow that. He taught me to tie a bowline.")),
            said("Ed Vane", at_length(150, "May I add the thanks of the Liberal benches for a kind and stubborn man?")),
            title="Tributes: Sir Ivo Thane",
        ),
        "S S S",
    ),
    "two who put a question together and a third who calls out": (
        debate(
            said("Ann Lee", "What assessment he has made of harbour dues.", "3"),
            said("Bo Ray", "What assessment he has made of harbour dues.", "8"),
            minister("With permission, I shall answer Questions 3 and 8 together. They are too high."),
            said("Ann Lee", "Then will he lower them?"),
            said("Ed Vane", "Yes!"),
            minister("I will."),
            said("Bo Ray", "When?"),
            minister("In the spring."),
            said("Di Fell", "Is that not what he said last spring?"),
            minister("It is, and I shall say it again."),
            parents=("Oral Answers to Questions", "Harbours"),
        ),
        "Q Q A0,1 Q0 I3 A3 Q1 A6 Q0 A8",
    ),
    "a committee that hears witnesses": (
        debate(
            said("The Chair", "We will now hear oral evidence from the Harbour Masters’ Guild. I call Ann Lee."),
            said("Ann Lee", "Do you think that bells would make ferries safer?", "Q1"),
            said("Captain Hale", "I do. A bell carries where a lamp does not, and it never wants for oil."),
            said("Ann Lee", "And what would they cost?", "Q2"),
            said("Captain Hale", "Less than a lamp."),
            said("Ms Stone", "I would add that the rope is the dear part."),
            said("Bo Ray", "Who would ring them?", "Q3"),
            said("Ms Stone", "The mate would."),
            section=Section.PUBLIC_BILL_COMMITTEE,
            title="Examination of Witnesses",
        ),
        "H Q A1 Q A3 A3 Q A6",
    ),
    "a question that the Chair stops in the middle": (
        debate(
            said("Ann Lee", "What steps he is taking to repair the ferries.", "1"),
            minister("All of them are in dock."),
            said("Ann Lee", "When he was asked in May—"),
            chair("Order. There is far too much noise."),
            said("Ann Lee", "When he was asked in May, he said that they would sail in June. Which June?"),
            minister("This one."),
            parents=("Oral Answers to Questions", "Harbours"),
        ),
        "Q A0 Q0 H C2 A2",
    ),
    "the Church Commissioners, for whom no Minister answers": (
        debate(
            said(
                "Ann Lee", "What recent estimate the Church Commissioners have made of the number of bell-ringers.", "1"
            ),
            said("Ivo Penn", "There are about 40,000, of whom some can be heard."),
            said("Ann Lee", "Are there more than there were?"),
            said("Ivo Penn", "There are fewer, and they are older."),
            said("Bo Ray", "What are the Commissioners doing for the ropes?", "2"),
            said("Ivo Penn", "We give what we can to ropes."),
            parents=("Oral Answers to Questions", "Church Commissioners"),
        ),
        "Q A0 Q0 A2 Q A4",
    ),
    "a second reading that is broken at once and wound up": (
        debate(
            chair("I inform the House that the reasoned amendment has been selected."),
            minister("I beg to move, That the Bill be now read a Second time. The Bill is short."),
            said("Ed Vane", "Is it not shorter than the last one?"),
            minister(at_length(600, "It is, by a clause. Ferries need bells, and bells need ropes.")),
            said("Bo Ray", "Will the Secretary of State give way?"),
            minister("I give way to the hon. Gentleman."),
            said("Bo Ray", "I am grateful. Who will pay for the ropes?"),
            minister(at_length(300, "The owners will.")),
            said("Di Fell", at_length(800, "The Opposition have no quarrel with bells.")),
            chair("Order. After the next speaker there will be a limit of six minutes."),
            said("Ann Lee", at_length(500, "It is a pleasure to follow the hon. Lady. This is my first speech here.")),
            said("Jim Oak", at_length(400, "I congratulate the hon. Member for Kirkholm on her maiden speech.")),
            said("Ann Lee", "Would he agree that bells cross party lines?"),
            said("Jim Oak", at_length(200, "I would.")),
            said(
                "Kay Stone", at_length(500, "With the leave of the House, I shall reply. This has been a good debate.")
            ),
            said("", "Question put and agreed to."),
            said("", "Bill accordingly read a Second time."),
            title="Ferries (Bells) Bill",
        ),
        "H S I1 C1 I1 C1 I1 C1 S H S S I11 C11 S P P",
    ),
    "a motion to which somebody objects": (
        debate(
            said("", "Motion made,"),
            said("Kay Stone", "That the draft Ferries (Bells) Order be approved."),
            said("Hon. Members", "Object."),
            title="Business without Debate",
        ),
        "P S P",
    ),
    "Committee of the whole House": (
        debate(
            said("The Temporary Chair", "With this it will be convenient to discuss amendment 2."),
            said(
                "Ann Lee",
                at_length(400, "I beg to move amendment 1, page 1, line 3, leave out “bell” and insert “gong”."),
            ),
            said("Bo Ray", "Does my hon. Friend not know that a gong is a kind of bell?"),
            said("Jim Oak", "It is not."),
            said("Ann Lee", at_length(300, "I leave that to others.")),
            minister(at_length(400, "I am grateful to my hon. Friend for her amendment, which I cannot accept.")),
            said("Ann Lee", "Will the Minister at least write to me about gongs?"),
            minister(at_length(60, "I will.")),
            said("Ann Lee", "In the light of that, I beg to ask leave to withdraw the amendment."),
            said("", "Amendment, by leave, withdrawn."),
            title="Clause 1",
            parents=("Ferries (Bells) Bill",),
        ),
        "H S I1 I1 C1 S I5 C5 S P",
    ),
    "a private notice question in the Lords": (
        debate(
            said("Baroness Fell", "(Private Notice): To ask Her Majesty’s Government what they know of the Gannet."),
            said("Lord Moor of Tern", at_length(150, "My Lords, she is aground, and all are safe.")),
            said("Baroness Fell", "My Lords, I thank the Minister. Who found her?"),
            said("Lord Moor of Tern", "My Lords, a child with a dog."),
            said("Lord Ray", "My Lords, will the dog be thanked?"),
            said("Lord Moor of Tern", "My Lords, it has been."),
            house="lords",
            title="MV Gannet",
        ),
        "Q A0 Q0 A2 Q A4",
    ),
    "questions in the Northern Ireland Assembly": (
        debate(
            said(
                "Mr Toal",
                "asked the Minister for Regional Development what plans he has for the footbridge. (AQO 1/31)",
            ),
            said(
                "The Minister for Regional Development (Mr Magorrian)",
                "It will be mended by the summer.",
                office="The Minister for Regional Development",
            ),
            said("Mr Toal", "I thank the Minister for his answer. Which summer does he have in mind?"),
            said(
                "The Minister for Regional Development (Mr Magorrian)",
                "The next one.",
                office="The Minister for Regional Development",
            ),
            said("Ms Devlin", "Will the Minister say what it will cost?"),
            said(
                "The Minister for Regional Development (Mr Magorrian)",
                "Not until it is built.",
                office="The Minister for Regional Development",
            ),
            house="northern_ireland",
            title="Footbridge at Braden Mills",
            parents=("Oral Answers to Questions", "Regional Development"),
        ),
        "Q A0 Q0 A2 Q0 A4",
    ),
    "an application for an emergency debate": (
        debate(
            said(
                "Di Fell",
                at_length(
                    300,
                    "I rise to propose that the House debate a specific and important matter that "
                    "should have urgent consideration: the loss of the Gannet.",
                ),
            ),
            chair("The right hon. Lady asks leave. I am satisfied that the matter is proper to be discussed."),
            said("", "Application agreed to (not fewer than 40 Members standing in support)."),
            title="Loss of the Gannet",
        ),
        "S H P",
    ),
    "a statement in the Scottish Parliament": (
        debate(
            said(
                "The Presiding Officer",
                "The next item of business is a statement by Cy Moor on ferries. The cabinet "
                "secretary will take questions at the end of his statement.",
            ),
            said(
                "The Cabinet Secretary for Transport (Cy Moor)",
                at_length(700, "Presiding Officer, I am grateful."),
                office="The Cabinet Secretary for Transport",
            ),
            said("The Presiding Officer", "We have 20 minutes for questions."),
            said("Di Fell", at_length(80, "I thank the cabinet secretary for advance notice of his statement.")),
            said("Cy Moor", "I thank her for the welcome."),
            said("Bo Ray", "When will the boats be built?"),
            said("Cy Moor", "They are being built now."),
            house="scotland",
            title="Ferries",
        ),
        "H T H Q A3 Q A5",
    ),
    "short speeches in support at Report in the Lords": (
        debate(
            said("Baroness Fell", at_length(300, "My Lords, I beg to move Amendment 3.")),
            said("Lord Ray", at_length(60, "My Lords, I support the amendment, to which I have put my name.")),
            said("Baroness Thane", at_length(50, "My Lords, from these Benches I support it as well.")),
            said("Lord Moor of Tern", at_length(250, "My Lords, I thank the noble Baroness.")),
            said(
                "Baroness Fell", at_length(70, "My Lords, I am disappointed. I wish to test the opinion of the House.")
            ),
            said("", "Division on Amendment 3", label=None),
            house="lords",
            title="Ferries (Bells) Bill: Report",
        ),
        "S S S S S P",
    ),
    "a grouped topical question and a Minister’s opening words": (
        debate(
            said("Ann Lee", "If he will make a statement on his departmental responsibilities.", "T1"),
            minister("Today we launched the Gannet again, and she floats."),
            said("Ann Lee", "For how long?"),
            minister("For good."),
            said("Bo Ray", "rose—"),
            chair("I call Bo Ray."),
            said("Bo Ray", "My constituents would sooner have a bridge. May they?"),
            minister("Not this year.", "Kay Stone"),
            said("Ed Vane", "Bridges do not sink, as the Minister may have noticed. Will she think again?"),
            minister("I never stopped.", "Kay Stone"),
            title="Topical Questions",
            parents=("Oral Answers to Questions", "Harbours"),
        ),
        "Q A0 Q0 A2 P H Q A6 Q A8",
    ),
}
