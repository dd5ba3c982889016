/**
 * Types that Microsoft's metadata has and the generated table lacks, in the form of that table. Source: the resource pages of
 * learn.microsoft.com/graph/api/resources.
 */
export const addedTypeTable = `
channel:entity|createdDateTime=DateTimeOffset,description,displayName,email,isArchived=Boolean,isFavoriteByDefault=Boolean,membershipType=channelMembershipType,tenantId,webUrl|members=conversationMember,messages=chatMessage
contact:outlookItem|assistantName,birthday=DateTimeOffset,businessAddress=physicalAddress,businessHomePage,businessPhones*,children*,companyName,department,displayName,emailAddresses=emailAddress*,fileAs,generation,givenName,homeAddress=physicalAddress,homePhones*,imAddresses*,initials,jobTitle,manager,middleName,mobilePhone,nickName,officeLocation,otherAddress=physicalAddress,parentFolderId,personalNotes,profession,spouseName,surname,title,yomiCompanyName,yomiGivenName,yomiSurname|extensions=extension,multiValueExtendedProperties=multiValueLegacyExtendedProperty,photo=profilePhoto,singleValueExtendedProperties=singleValueLegacyExtendedProperty
contactFolder:entity|displayName,parentFolderId|childFolders=contactFolder,contacts=contact,multiValueExtendedProperties=multiValueLegacyExtendedProperty,singleValueExtendedProperties=singleValueLegacyExtendedProperty
person:entity|birthday,companyName,department,displayName,givenName,imAddress,isFavorite=Boolean,jobTitle,officeLocation,personNotes,personType=personType,phones=phone*,postalAddresses=location*,profession,scoredEmailAddresses=scoredEmailAddress*,surname,userPrincipalName,websites=website*,yomiCompany|
personType:|class,subclass|
place:entity|address=physicalAddress,displayName,geoCoordinates=outlookGeoCoordinates,phone|
room:place|audioDeviceName,bookingType=bookingType,building,capacity=Int32,displayDeviceName,emailAddress,floorLabel,floorNumber=Int32,isWheelChairAccessible=Boolean,label,nickname,tags*,videoDeviceName|
roomList:place|emailAddress|rooms=room
scoredEmailAddress:|address,itemId,relevanceScore=Double,selectionLikelihood=selectionLikelihoodInfo|
team:entity|classification,createdDateTime=DateTimeOffset,description,displayName,internalId,isArchived=Boolean,specialization=teamSpecialization,summary,tenantId,visibility=teamVisibilityType,webUrl|channels=channel,group=group,members=conversationMember,primaryChannel=channel
website:|address,displayName,type=websiteType|
`;

/** Properties that the generated table leaves out of its types. Of events: in beta alone, see the row `event-occurrence-name`. */
export const addedProperties: Readonly<Record<string, string>> = { event: "occurrenceId,uid" };

/** Navigation properties that the generated table leaves out of its types. */
export const addedNavigation: Readonly<Record<string, string>> = {
  user: "contactFolders=contactFolder,contacts=contact,directReports=directoryObject,joinedTeams=team,manager=directoryObject,outlook=outlookUser,people=person",
  group: "members=directoryObject,owners=directoryObject",
};
