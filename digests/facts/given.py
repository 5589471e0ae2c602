"""Common given names of many languages, lower case: a sign, never a proof, of a person."""

from digests.text.vocabulary import vocabulary

GIVEN = vocabulary(
    """
    aaron abdul abhinav abigail abraham adam aditya adrian adriana ahmed aidan aisha ajay akash
    akira alan albert alejandro aleksander alex alexander alexandr alexandra alexei alexis alice
    alicia alina alison allison alok alvin amanda amar amber amelia amina amir amit amol amy ana
    anand anastasia anders andre andrea andreas andrei andrej andres andrew andy angela anil anita
    anja ankit ankur ann anna anne annie anthony antoine anton antonio anu anuj aparna april ari
    ariel arjun arman armando arnaud arthur arun arvind asha ashish ashley ashok ashwin astrid
    audrey aurelie austin ava avi axel ayesha barbara barret ben benjamin bernard bernhard beth
    betty bill billy bin bing bo bob bobby boris brad bradley brandon brenda brendan brent brett
    brian bridget brittany bruce bruno bryan caleb cameron camille carl carla carlos carmen carol
    caroline carolyn catherine cecilia celine chad chao charles charlie charlotte chen cheng chloe
    chris christian christiane christina christine christoph christopher chuan chun cindy claire
    clara clark claudia clement clemens cliff colin connor corey craig cristina curtis cynthia
    daisy dale damien dan dana daniel daniela daniele danielle danny daria dario darren dave david
    dawn dean deb debbie deborah deepa deepak demis denis denise dennis derek devendra dharmesh
    diana diane diego dieter dimitri dina dinesh dirk divya dmitri dmitry dominic dominik don
    donald donna doris dorothy doug douglas drew duncan dustin dylan earl ed eddie edgar edith
    eduardo edward edwin eileen elad elaine elena eli elias elisa elizabeth ella ellen elliot
    elon emad emil emilia emily emma emmanuel enrique eric erica erik erika erin ernest ethan
    eugene eva evan evelyn fabian fan fang faruk fatima fei feifei felicia felix feng fernando
    fidji fiona florian frances francesca francesco francis francisco francois frank franz fred
    frederic frederick fredrik fumiko gabriel gabriela gang gareth garrett gary gaurav gavin
    geoff geoffrey george georg georgia gerald gerard gerhard gianna gina giovanni girish glenn
    gloria gopal gordon grace graham grant greg gregory guido guillaume guillermo gus gustavo guy
    hai haibo hailey hamid han hana hannah hans hao harald hari harold harriet harrison harry
    harsh haruto hassan heather hector heidi heinrich helen helena helene helga henri henrik henry
    herbert hideo hiro hiroshi holly hong howard hua hubert hugh hugo hui hung ian ibrahim ida
    igor ilan ilya imran ines inga ingrid irene irina isaac isabel isabella isabelle ivan jack
    jackie jackson jacob jacqueline jacques jaime jake jakob jakub james jamie jan jane janet
    janice jared jasmine jason javier jay jayesh jean jeff jeffrey jen jenna jennifer jenny jensen
    jeremy jerome jerry jesse jessica jesus jian jianfeng jie jill jim jimmy jin jing jingren
    joan joanna joanne joao joaquin joe joel joelle joerg johan johanna johannes john johnny jon
    jonas jonathan jordan jorge jose joseph josephine josh joshua joy joyce juan judith judy jules
    julia julian juliana julie julien juliet julio jun jung junhua junyang juergen justin jyoti
    kai kaiming kamal karan karen karim karin karl karthik kate katerina katharina katherine
    kathleen kathryn kathy katie katrin kavita kayla keith kelly kelvin ken kenneth kenji kenta
    kerry kevin khalid kim kimberly kiran kirill klaus koray krishna kristen kristian kristin
    kristina kumar kun kurt kwame kyle laila lakshmi lan lance lars laszlo laura lauren laurence
    laurent lawrence lea leah lee lei leila lena lennart leo leon leonard leonardo leonid leslie
    levi lewis li liam liang lidia lila lilian liliana lily lin linda lindsay ling lisa liz liu
    logan lorenzo lori lorraine lou louis louisa louise luca lucas lucia lucie lucy luis luisa
    lukas luke luna lydia lynn madeleine madison magnus mahesh malcolm manish manoj manuel manuela
    marc marcel marcella marcin marco marcos marcus margaret maria mariana marianne marie marina
    mario marion marius mark marko markus marlene marta martha martin martina mary masayoshi
    massimo mateo mathias mathieu mathilde matt matteo matthew matthias maureen maurice max maxim
    maxime may maya megan mehdi mei mel melanie melinda melissa meredith merve mia michael michal
    michel michele michelle miguel mihai mikael mike mikhail mila milan milos min ming mira
    miranda miriam mitchell mohamed mohammad mohammed mohan mohit molly mona monica morgan
    moritz mukesh murali mustafa nadia nancy naomi narendra nat natalia natalie natasha nate nathan
    nathaniel naveen navin neal neel neha neil nicholas nick nico nicola nicolas nicole niels
    nikhil niki nikita niklas niko nikola nikolai nikolaus nina nisha nitin noah noam noel nora
    norbert norman nuno olaf oleg olga oliver olivia olivier omar oren oriol oscar otto owen pablo
    paige pam pamela paola paolo parag pascal pat patricia patrick patrik patty paul paula pavel
    pawel pedro peggy peng percy pete peter petr petra phil philip philipp philippe phillip pierre
    ping piotr prakash pranav prashant pratik praveen priya qi qian qiang qing quentin quoc rachel
    rafael raffi rahul raj raja rajeev rajesh rajiv rakesh ralf ralph ram raman ramesh randy raphael
    raquel rashid raul ravi ray raymond rebecca reid reiner rekha remi rene renata renee reza
    ricardo riccardo richard rick rita rob robbie robert roberta roberto robin rodney rodrigo roger
    rohan rohit roland rolf roman ron ronald rosa rosalind rose roxanne roy ruben rudolf rui rupert
    russ russell ruth ryan sabine sabrina sachin sai sally salvatore sam samantha samir samuel sana
    sandeep sandra sandy sanjay sanjeev santiago santosh sara sarah sasha satya saul scott sean
    sebastian sergei sergey sergio seth shan shane shannon shantanu sharon shaun shawn sheila
    shelly shen sheryl shikha shinji shiv shivon shreya shu shuai shyam sid siddharth sidney siegfried
    silvia silvio simon simona simone soumith sofia sonia sonja sophia sophie soren srinivas stacey
    stacy stan stefan stefano stella stephan stephanie stephen steve steven stuart subhash sudhir
    sue suhas sumit sun sundar sunil suresh susan susanna susanne suzanne sven swami sylvain sylvia
    tamara tania tanya tao tara tariq tasha tatiana ted teresa terry tessa thea theo theodore
    theresa thierry thomas tiffany tim timo timothy tina ting tobias toby todd tom tomas tomasz
    tommy toni tony torsten tracy travis trevor tricia tristan tyler uday ulrich ulrike umesh ursula
    usha uwe vadim valentin valentina valeria valerie vanessa vas vera verena veronica vicki
    victor victoria vidya vijay vikas vikram viktor vincent vinay vineet vinod virginia vishal
    vitaly vivek vivian vlad vladimir walter wanda wang warren wayne wei weiming wen wendy werner
    wes wesley will willem william wilson wolfgang woj wojciech xavier xi xia xiang xiao xiaodong
    xin xing xu yan yang yann yao yasmin yejin yi yin ying yolanda yong yoshua you yuan yuanqing
    yuki yukiko yun yuri yusuf yvette yvonne zach zachary zack zhang zhao zhen zheng zhi zhong
    zhou zoe zoltan zuzana
    """
)
