package org.trucephone.tests.fake;

import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/**
 * What a report of a call's quality must look like, as far as MS-QoE 2.2 is public: the order of
 * the elements, what must be there, what values may be.
 */
final class QoeSchema {
  private static final String SCHEMA =
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="ms-rtcp-metrics"
          targetNamespace="ms-rtcp-metrics" elementFormDefault="qualified">
        <xs:simpleType name="Rate"><xs:restriction base="xs:decimal">
          <xs:minInclusive value="0"/><xs:maxInclusive value="1"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="Score"><xs:restriction base="xs:decimal">
          <xs:minInclusive value="0"/><xs:maxInclusive value="5"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="Uri"><xs:restriction base="xs:string">
          <xs:pattern value="(sips?|tel):.+"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="Some"><xs:restriction base="xs:string">
          <xs:minLength value="1"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="Name"><xs:restriction base="xs:string">
          <xs:minLength value="1"/><xs:maxLength value="256"/></xs:restriction></xs:simpleType>
        <xs:complexType name="Address"><xs:sequence>
          <xs:element name="IPAddr" type="Some"/>
          <xs:element name="Port" type="xs:unsignedShort" minOccurs="0"/>
          <xs:element name="Inside" type="xs:boolean" minOccurs="0"/>
          <xs:element name="SubnetMask" type="xs:string" minOccurs="0"/>
        </xs:sequence></xs:complexType>
        <xs:complexType name="Network"><xs:sequence>
          <xs:element name="Jitter" minOccurs="0"><xs:complexType><xs:sequence>
            <xs:element name="InterArrival" type="xs:unsignedInt"/>
            <xs:element name="InterArrivalMax" type="xs:unsignedInt"/>
          </xs:sequence></xs:complexType></xs:element>
          <xs:element name="PacketLoss" minOccurs="0"><xs:complexType><xs:sequence>
            <xs:element name="LossRate" type="Rate"/>
            <xs:element name="LossRateMax" type="Rate"/>
          </xs:sequence></xs:complexType></xs:element>
          <xs:element name="Delay" minOccurs="0"><xs:complexType><xs:sequence>
            <xs:element name="RoundTrip" type="xs:unsignedInt"/>
            <xs:element name="RoundTripMax" type="xs:unsignedInt"/>
          </xs:sequence></xs:complexType></xs:element>
          <xs:element name="Utilization"><xs:complexType><xs:sequence>
            <xs:element name="Packets" type="xs:unsignedInt"/>
          </xs:sequence></xs:complexType></xs:element>
        </xs:sequence></xs:complexType>
        <xs:complexType name="Payload"><xs:sequence>
          <xs:element name="Audio"><xs:complexType><xs:sequence>
            <xs:element name="PayloadType" type="xs:unsignedByte"/>
            <xs:element name="PayloadDescription" type="Some"/>
            <xs:element name="SampleRate" type="xs:unsignedInt"/>
          </xs:sequence></xs:complexType></xs:element>
        </xs:sequence></xs:complexType>
        <xs:complexType name="Inbound"><xs:sequence>
          <xs:element name="Network" type="Network"/>
          <xs:element name="Payload" type="Payload"/>
          <xs:element name="QualityEstimates" minOccurs="0"><xs:complexType><xs:sequence>
            <xs:element name="Audio"><xs:complexType><xs:sequence>
              <xs:element name="NetworkMOS"><xs:complexType><xs:sequence>
                <xs:element name="OverallAvg" type="Score"/>
                <xs:element name="OverallMin" type="Score"/>
                <xs:element name="DegradationAvg" type="Score"/>
                <xs:element name="DegradationMax" type="Score"/>
                <xs:element name="DegradationJitterAvg" type="Rate"/>
                <xs:element name="DegradationPacketLossAvg" type="Rate"/>
              </xs:sequence></xs:complexType></xs:element>
            </xs:sequence></xs:complexType></xs:element>
          </xs:sequence></xs:complexType></xs:element>
        </xs:sequence><xs:attribute name="Id" type="Name" use="required"/></xs:complexType>
        <xs:complexType name="Outbound"><xs:sequence>
          <xs:element name="Network" type="Network"/>
          <xs:element name="Payload" type="Payload"/>
        </xs:sequence><xs:attribute name="Id" type="Name" use="required"/></xs:complexType>
        <xs:element name="VQReportEvent"><xs:complexType><xs:sequence>
          <xs:element name="VQSessionReport"><xs:complexType><xs:sequence>
            <xs:element name="Endpoint"><xs:complexType>
              <xs:attribute name="Name" type="Name" use="required"/></xs:complexType></xs:element>
            <xs:element name="DialogInfo"><xs:complexType><xs:sequence>
              <xs:element name="DialogCategory" type="xs:string"/>
              <xs:element name="CorrelationID" type="xs:string" minOccurs="0"/>
              <xs:element name="FromURI" type="Uri"/>
              <xs:element name="ToURI" type="Uri"/>
              <xs:element name="Caller" type="xs:boolean"/>
              <xs:element name="LocalContactURI" type="Uri"/>
              <xs:element name="RemoteContactURI" type="Uri"/>
              <xs:element name="LocalUserAgent" type="Some"/>
              <xs:element name="RemoteUserAgent" type="xs:string"/>
              <xs:element name="LocalPAI" type="Uri" minOccurs="0"/>
              <xs:element name="RemotePAI" type="Uri" minOccurs="0"/>
              <xs:element name="ConfURI" type="Uri" minOccurs="0"/>
            </xs:sequence>
              <xs:attribute name="CallId" type="Some" use="required"/>
              <xs:attribute name="FromTag" type="Some" use="required"/>
              <xs:attribute name="ToTag" type="Some" use="required"/>
              <xs:attribute name="Start" type="xs:dateTime" use="required"/>
              <xs:attribute name="End" type="xs:dateTime" use="required"/>
            </xs:complexType></xs:element>
            <xs:element name="MediaLine" maxOccurs="unbounded"><xs:complexType><xs:sequence>
              <xs:element name="Description"><xs:complexType><xs:sequence>
                <xs:element name="Connectivity"><xs:complexType><xs:sequence>
                  <xs:element name="Ice"><xs:simpleType><xs:restriction base="xs:string">
                    <xs:enumeration value="FAILED"/><xs:enumeration value="DIRECT"/>
                    <xs:enumeration value="RELAY"/><xs:enumeration value="HTTP-PROXY"/>
                  </xs:restriction></xs:simpleType></xs:element>
                  <xs:element name="IceWarningFlags" type="xs:unsignedInt"/>
                </xs:sequence></xs:complexType></xs:element>
                <xs:element name="Security"><xs:simpleType><xs:restriction base="xs:string">
                  <xs:enumeration value="V1"/><xs:enumeration value="SRTP"/>
                  <xs:enumeration value="None"/>
                </xs:restriction></xs:simpleType></xs:element>
                <xs:element name="Offerer" type="xs:boolean"/>
                <xs:element name="Transport"><xs:simpleType><xs:restriction base="xs:string">
                  <xs:enumeration value="UDP"/><xs:enumeration value="TCP"/>
                </xs:restriction></xs:simpleType></xs:element>
                <xs:element name="LocalAddr" type="Address"/>
                <xs:element name="RemoteAddr" type="Address"/>
              </xs:sequence></xs:complexType></xs:element>
              <xs:element name="InboundStream" type="Inbound"/>
              <xs:element name="OutboundStream" type="Outbound"/>
            </xs:sequence>
              <xs:attribute name="Label" use="required" fixed="main-audio"/>
            </xs:complexType></xs:element>
          </xs:sequence><xs:attribute name="SessionId" type="Some" use="required"/>
          </xs:complexType></xs:element>
        </xs:sequence></xs:complexType></xs:element>
      </xs:schema>
      """;

  private QoeSchema() {}

  /** {@return what is wrong with a report, "" if nothing} */
  static String fault(String report) {
    try {
      SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      Schema schema = factory.newSchema(new StreamSource(new StringReader(SCHEMA)));
      schema.newValidator().validate(new StreamSource(new StringReader(report)));
      return "";
    } catch (SAXException | java.io.IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
